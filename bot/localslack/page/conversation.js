// A list of messages: days, people, files, replies; only what changed is built anew.

import { flat, h, icon } from "./dom.js";
import { figure, messageBody } from "./blocks.js";
import { withEmoji } from "./emoji.js";
import { dayKey, dayName, full, time } from "./dates.js";
import { editor, replyCount, tools } from "./tools.js";
import { words } from "./words.js";

const SAME_AUTHOR_MS = 5 * 60 * 1000;

export function avatar(id, name, bot) {
  if (bot) return h("span", { class: "avatar avatar-bot", "aria-hidden": "true" }, icon("chart"));
  const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase();
  const hue = [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 8, 7);
  return h("span", { class: "avatar", "aria-hidden": "true", data: { hue } }, letters);
}

function fileNode(file) {
  const title = file.title || file.name;
  if (!file.ready) return h("p", { class: "file file-pending", "aria-busy": "true" }, `Processing ${title}…`);
  if (file.mimetype?.startsWith("image/")) {
    return figure({ src: file.url, alt: file.alt || title, title: withEmoji(title) });
  }
  return h("a", { class: "file", href: file.url, download: file.name }, icon("file"), h("span", null, title));
}

function messageNode(message, ctx, { compact, onThread }) {
  const at = new Date(message.at);
  const mine = {
    ...ctx,
    act: (action) => ctx.actOn(message, "click", action),
    suggest: (asked) => ctx.suggestIn(message, asked),
  };
  const body = h("div", { class: "message-body" }, messageBody(message, mine));
  const stamp = h("time", { class: "stamp", datetime: message.at, title: full(at, ctx.who) }, time(at, ctx.who));
  const classes = ["message", compact && "compact", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
  const label = `${message.name}, ${time(at, ctx.who)}`;
  return h("article", { class: classes, data: { ts: message.ts }, "aria-label": label },
    compact ? h("div", { class: "gutter" }, stamp) : avatar(message.user, message.name, message.bot),
    h("div", { class: "message-main" },
      message.ephemeral && h("p", { class: "ephemeral-note" }, icon("eye"), words(ctx).onlyYou),
      !compact && h("div", { class: "byline" }, h("strong", null, message.name),
        message.bot && h("span", { class: "badge" }, "App"), stamp,
        message.edited && h("span", { class: "edited" }, words(ctx).edited)),
      body,
      message.files?.map(fileNode),
      compact && message.edited && h("span", { class: "edited" }, words(ctx).edited),
      tools(message, ctx, { onThread, onEdit: () => edit(message, ctx, body) })));
}

function edit(message, ctx, body) {
  if (body.hidden) return;
  const { form, focus } = editor(message, ctx, leave);
  body.hidden = true;
  body.after(form);
  focus();

  function leave() {
    form.remove();
    body.hidden = false;
  }
}

const divider = (text) => h("div", { class: "day", role: "separator", "aria-label": text }, h("span", null, text));

function entries(messages, ctx, options) {
  const list = [];
  let before = null;
  for (const message of messages) {
    const at = new Date(message.at);
    const day = dayKey(at, ctx.who);
    if (!options.inThread && day !== before?.day) {
      list.push({ key: `day-${day}`, sign: dayName(at, ctx.now, ctx.who), line: true });
    }
    const compact = !options.inThread && before?.day === day && before.user === message.user
      && !message.ephemeral && !before.ephemeral && at - before.at < SAME_AUTHOR_MS;
    list.push({ key: message.ts, sign: JSON.stringify([message, compact, ctx.stamp]), message, compact });
    if (options.inThread && message.replies) {
      list.push({ key: "replies", sign: replyCount(message.replies), line: true });
    }
    before = { day, user: message.user, at, ephemeral: message.ephemeral };
  }
  return list;
}

// `onThread` opens a thread (absent inside one).
export function createList(scroller, { onThread } = {}) {
  // A log is read aloud as it grows, but not while a whole conversation is being filled in.
  const content = h("div", { class: "messages", role: "log", "aria-live": "off", "aria-relevant": "additions" });
  const jump = h("button", { type: "button", class: "button jump", hidden: true, onclick: toEnd },
    icon("down"), "New messages");
  const built = new Map();
  let shownPlace = null;
  let stuck = true;
  let lastTop = 0;

  scroller.append(content);
  scroller.after(jump);
  // Only going up lets go of the end: pictures that arrive after their message must not push it out of sight.
  scroller.addEventListener("scroll", () => {
    const top = scroller.scrollTop;
    if (scroller.scrollHeight - top - scroller.clientHeight < 60) stuck = true;
    else if (top < lastTop) stuck = false;
    lastTop = top;
    if (stuck) jump.hidden = true;
  });
  const observer = new ResizeObserver(() => stuck && toEnd());
  observer.observe(content);
  observer.observe(scroller);

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    jump.hidden = true;
  }

  function clear() {
    built.clear();
    content.setAttribute("aria-live", "off");
    content.replaceChildren();
    jump.hidden = true;
    shownPlace = null;
    stuck = true;
  }

  function show(messages, ctx, { place, intro, inThread = false }) {
    const moved = place !== shownPlace;
    if (moved) clear();
    const fresh = moved ? [] : messages.filter((one) => !built.has(one.ts));
    const nodes = entries(messages, ctx, { inThread }).map((entry) => reuse(entry, ctx, inThread));
    sync(flat([intro, nodes.map(({ node }) => node)]));
    const kept = new Set(nodes.map((one) => one.key));
    for (const key of built.keys()) if (!kept.has(key)) built.delete(key);
    shownPlace = place;
    if (moved) setTimeout(() => content.setAttribute("aria-live", "polite"), 500);
    if (stuck) toEnd();
    else if (fresh.length) jump.hidden = false;
  }

  function reuse(entry, ctx, inThread) {
    const old = built.get(entry.key);
    if (old?.sign === entry.sign) return old;
    const node = entry.line ? divider(entry.sign)
      : messageNode(entry.message, ctx, { compact: entry.compact, onThread: inThread ? null : onThread });
    const made = { key: entry.key, sign: entry.sign, node };
    built.set(entry.key, made);
    if (old?.node.contains(document.activeElement)) queueMicrotask(() => refocus(node));
    return made;
  }

  // Moves only what is out of place, so that pictures do not flicker and the focus stays.
  function sync(nodes) {
    const wanted = new Set(nodes);
    [...content.childNodes].filter((node) => !wanted.has(node)).forEach((node) => node.remove());
    nodes.forEach((node, at) => {
      if (content.childNodes[at] !== node) content.insertBefore(node, content.childNodes[at] ?? null);
    });
  }

  return { show, clear, toEnd: () => { stuck = true; toEnd(); } };
}

function refocus(node) {
  if (document.querySelector("dialog[open]")) return;
  const target = node.querySelector("button, a[href], select, input") ?? node;
  target.focus({ preventScroll: true });
}
