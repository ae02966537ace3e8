// Dates as the chosen person reads them: in their time zone and language, by the demo's clock.

const formats = new Map();

function formatter(locale, zone, options) {
  const key = JSON.stringify([locale, zone, options]);
  if (!formats.has(key)) formats.set(key, make(locale, zone, options));
  return formats.get(key);
}

function make(locale, zone, options) {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  } catch {
    // A time zone or language this browser does not know must not empty the page.
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  }
}

export const shown = (at, who, options) => formatter(who.locale, who.tz, options).format(at);

// The bar is in English, like its buttons.
const bar = (at, tz, options) => formatter("en-GB", tz, options).format(at);

export function clockParts(at, tz) {
  const offset = formatter("en-GB", tz, { timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName").value;
  return {
    weekday: bar(at, tz, { weekday: "short" }),
    date: bar(at, tz, { day: "numeric", month: "short", year: "numeric" }),
    time: bar(at, tz, { hour: "2-digit", minute: "2-digit" }),
    zone: tz,
    offset,
  };
}

export const clockText = (at, tz) => {
  const { weekday, date, time } = clockParts(at, tz);
  return `${weekday} ${date}, ${time}`;
};

export const time = (at, who) => shown(at, who, { timeStyle: "short" });
export const full = (at, who) => shown(at, who, { dateStyle: "full", timeStyle: "short" });
export const dayKey = (at, who) =>
  formatter("en-CA", who.tz, { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

function daysBetween(at, now, who) {
  return Math.round((Date.parse(dayKey(at, who)) - Date.parse(dayKey(now, who))) / 86_400_000);
}

function relativeDay(at, now, who) {
  const days = daysBetween(at, now, who);
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(who.locale, { numeric: "auto" }).format(days, "day");
}

const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export function dayName(at, now, who) {
  const near = relativeDay(at, now, who);
  if (near) return capital(near);
  const year = dayKey(at, who).slice(0, 4) === dayKey(now, who).slice(0, 4) ? {} : { year: "numeric" };
  return capital(shown(at, who, { weekday: "long", day: "numeric", month: "long", ...year }));
}

const LONG = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: LONG,
  date_short: SHORT,
  date_long: { weekday: "long", ...LONG },
  date_long_full: { weekday: "long", ...LONG },
  date_pretty: LONG,
  date_short_pretty: SHORT,
  date_long_pretty: { weekday: "long", ...LONG },
  day_divider_pretty: { weekday: "long", ...LONG },
  time: { timeStyle: "short" },
  time_secs: { timeStyle: "medium" },
};

// <!date^seconds^pattern|fallback>: Slack writes "today" and the like for the "pretty" ones.
export function fillPattern(pattern, at, now, who) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    if (name === "ago") return relativeDay(at, now, who) ?? shown(at, who, SHORT);
    if (!TOKENS[name]) return whole;
    if (name === "date_num") return dayKey(at, who);
    return (name.endsWith("_pretty") && relativeDay(at, now, who)) || shown(at, who, TOKENS[name]);
  });
}
