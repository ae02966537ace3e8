// What the page knows: where the person is (kept in the address) and what the server said last.

import * as api from "./api.js";
import { dayKey } from "./dates.js";
import { toast } from "./dialogs.js";

const NO_VIEWS = { modal: null, errors: {}, values: {}, home: null };

export const place = readPlace();
// `messages` is null until those of the place have come.
export const data = { state: null, messages: null, views: NO_VIEWS };
// What to draw when something has been read; the screen fills it in.
export const onRead = { state() {}, messages() {}, views() {} };

export function readPlace() {
  const query = new URLSearchParams(location.search);
  return { as: query.get("as"), in: query.get("in"), thread: query.get("thread"), tab: query.get("tab") };
}

export function placeUrl(change = {}) {
  const kept = Object.entries({ ...place, ...change }).filter(([, value]) => value);
  return `/?${new URLSearchParams(kept)}`;
}

const person = () => data.state?.people.find((one) => one.id === place.as);
export const here = () => data.state?.conversations.find((one) => one.id === place.in);
export const isReady = () => Boolean(person() && here());

export function forget() {
  Object.assign(data, { messages: null, views: NO_VIEWS });
  onRead.views();
}

// Who looks, from where and when: all that a block needs to be drawn.
export function context() {
  const { state } = data;
  const { id, tz, locale } = person();
  const now = new Date(state.clock);
  const who = { tz: tz || "UTC", locale: locale || "en-US" };
  return {
    as: id,
    who,
    now,
    people: state.people,
    conversations: state.conversations,
    names: new Map([...state.people, state.bot].map((one) => [one.id, one.name])),
    placeUrl: (target) => placeUrl({ in: target, thread: null, tab: null }),
    // What else a drawn message depends on; when it changes, all are drawn anew.
    stamp: [id, who, dayKey(now, who), state.people.length, state.conversations.length],
    shortcuts: state.shortcuts,
    botName: state.bot.name,
    closed: Boolean(here()?.archived),
    actOn: (message, what, details) => act(what, { ...details, channel: place.in, ts: message.ts }),
    suggestIn: (message, asked) => suggest({ ...asked, channel: place.in, ts: message.ts }),
  };
}

// True when it was done; a refusal is shown, never thrown, as every caller is an event.
export async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

export async function act(what, details) {
  const done = await attempt(() => api.act(place.as, what, details));
  await refresh(["views", "messages"]);
  return done;
}

// What the app finds for a person who types; null where it could not say.
export async function suggest(asked) {
  let found = null;
  await attempt(async () => { found = await api.suggest(place.as, asked); });
  return found;
}

const readers = { state: readState, messages: readMessages, views: readViews };
const running = new Map();

// A burst of changes costs one reading more, not one each.
export function refresh(kinds) {
  return Promise.all(kinds.map((kind) => {
    const entry = running.get(kind);
    if (entry) return (entry.again ??= entry.done.then(() => refresh([kind])));
    const started = { again: null };
    started.done = attempt(readers[kind]).finally(() => running.delete(kind));
    running.set(kind, started);
    return started.done;
  }));
}

// The state comes first: it says whether this person sees the place at all.
export async function refreshAll() {
  await refresh(["state"]);
  await refresh(["views", "messages"]);
}

// An answer for somebody, or somewhere, else has come too late and is dropped.
async function readState() {
  const asked = place.as;
  const answer = await api.state(asked);
  if (asked !== place.as) return;
  data.state = answer;
  if (!person()) place.as = answer.people.find((one) => !one.deleted)?.id ?? null;
  if (place.as !== asked) return readState();
  settle();
  onRead.state();
}

// A place this person cannot see, or none, becomes the conversation with the bot.
export function settle() {
  if (!data.state || here()) return;
  const home = data.state.conversations.find((one) => one.kind === "dm");
  Object.assign(place, { in: home?.id ?? null, thread: place.in ? null : place.thread });
  history.replaceState(null, "", placeUrl());
  data.messages = null;
  refresh(["messages"]);
}

async function readMessages() {
  const { as, in: id } = place;
  if (!here()) return;
  const answer = await api.conversation(id, as);
  if (as !== place.as || id !== place.in) return;
  data.messages = answer.messages;
  onRead.messages();
}

async function readViews() {
  const asked = place.as;
  const answer = await api.views(asked);
  if (asked !== place.as) return;
  data.views = answer;
  onRead.views();
}
