// The list of conversations, and the first steps for somebody who has just come.

import { h, icon } from "./dom.js";
import { avatar } from "./conversation.js";

const STEPS = [
  "Move the clock “To the next check-in”, at the top.",
  "Answer the bot's message: press its green button.",
  "Be somebody else and answer again.",
  "Move the clock “To the deadline” and read the digest in the team's channel.",
  "Open Home, or type “/okr help”: what you see depends on who you are.",
];

export const steps = () => h("ol", { class: "steps" }, STEPS.map((one) => h("li", null, one)));

const sign = (one, bot) => {
  if (one.kind === "dm") return avatar(bot.id, bot.name, true);
  return icon(one.private ? "lock" : "hash");
};

function entry(one, { current, unread, placeUrl, bot }) {
  const isNew = unread(one);
  return h("li", null, h("a", {
    class: isNew ? "place unread" : "place", href: placeUrl(one.id), data: { place: one.id },
    "aria-current": one.id === current ? "page" : null,
  }, sign(one, bot), h("span", { class: "place-name" }, one.kind === "dm" ? bot.name : one.name),
  one.archived && h("span", { class: "place-note" }, "archived"),
  isNew && h("span", { class: "dot" }, h("span", { class: "visually-hidden" }, "new messages"))));
}

function group(title, list, options) {
  return list.length && h("section", null, h("h2", null, title), h("ul", null, list.map((one) => entry(one, options))));
}

let drawn = "";

export function showSidebar(root, state, options) {
  const lists = state.conversations.map((one) => [one, options.unread(one)]);
  const now = JSON.stringify([state.team, lists, options.current, options.as]);
  if (now === drawn) return;
  drawn = now;
  const focused = document.activeElement?.dataset?.place;
  const all = { ...options, bot: state.bot };
  const of = (kind) => state.conversations.filter((one) => one.kind === kind);
  root.replaceChildren(
    h("div", { class: "team" }, state.team.name),
    h("div", { class: "places" }, group("Channels", of("channel"), all) || "", group("Apps", of("dm"), all) || ""),
    h("details", { class: "first-steps", open: true }, h("summary", null, "First steps"), steps()));
  if (focused) root.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
}
