// Block Kit's interactive elements, and the reading of what the person chose.

import { h, uid } from "./dom.js";
import { external } from "./external.js";
import { menuButton } from "./menus.js";
import { textObject } from "./mrkdwn.js";
import { words } from "./words.js";

// The field of Slack's state that holds each element's answer; "initial_..." mirrors it in the element.
const FIELDS = {
  plain_text_input: "value",
  number_input: "value",
  email_text_input: "value",
  url_text_input: "value",
  static_select: "selected_option",
  external_select: "selected_option",
  multi_static_select: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel",
  multi_channels_select: "selected_channels",
  checkboxes: "selected_options",
  radio_buttons: "selected_option",
  datepicker: "selected_date",
  timepicker: "selected_time",
};
const MAKERS = {
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  datepicker: textInput,
  timepicker: textInput,
  static_select: select,
  external_select: external,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: choices,
  multi_users_select: choices,
  multi_conversations_select: choices,
  multi_channels_select: choices,
  checkboxes: choices,
  radio_buttons: choices,
};
const readers = new WeakMap();

export const isInput = (type) => type in FIELDS;

// `naming` carries the aria attributes of the label, hint and error around the element.
export function input(element, blockId, ctx, naming) {
  const field = FIELDS[element.type];
  const saved = ctx.values?.[blockId]?.[element.action_id];
  const start = saved ? saved[field] : element[`initial_${field.replace("selected_", "")}`];
  const [node, answer] = MAKERS[element.type](element, start ?? null, ctx, naming, blockId);
  node.dataset.blockId = blockId;
  node.dataset.actionId = element.action_id;
  readers.set(node, () => ({ type: element.type, [field]: answer() }));
  return node;
}

export const read = (node) => readers.get(node)();

export function readAll(root) {
  const values = {};
  for (const node of root.querySelectorAll("[data-action-id]")) {
    if (!readers.has(node)) continue;
    (values[node.dataset.blockId] ??= {})[node.dataset.actionId] = read(node);
  }
  return values;
}

const isEmpty = (answer) => answer === null || answer === undefined || answer.length === 0;
export const isBlank = ({ type, ...answer }) => isEmpty(answer[FIELDS[type]]);

function textInput(element, start, ctx, naming) {
  const tag = element.multiline ? "textarea" : "input";
  const node = h(tag, {
    class: "field",
    ...naming,
    ...typing(element),
    rows: element.multiline ? 3 : null,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    autocomplete: "off",
    autofocus: element.focus_on_load,
    value: start ?? "",
  });
  return [node, () => node.value.trim() || null];
}

// A number is typed as text on purpose: a wrong one has to reach the bot, whose error the person then reads.
function typing(element) {
  if (element.type === "datepicker") return { type: "date" };
  if (element.type === "timepicker") return { type: "time" };
  if (element.multiline) return {};
  if (element.type === "number_input") {
    return { type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric" };
  }
  return { type: "text" };
}

function select(element, start, ctx, naming) {
  const groups = optionGroups(element, ctx);
  const node = h("select", { class: "field", ...naming },
    h("option", { value: "" }, element.placeholder?.text ?? words(ctx).choose),
    groups.map(({ label, options }) => {
      const items = options.map((one) => h("option", { value: one.id }, one.name));
      return label ? h("optgroup", { label }, items) : items;
    }));
  node.value = idOf(start);
  // Slack keeps an answer that has left the list (a person who has gone), so it stays choosable here.
  if (start && node.selectedIndex < 0) node.append(h("option", { value: idOf(start), selected: true }, nameOf(start)));
  const all = groups.flatMap((group) => group.options);
  return [node, () => all.find((one) => one.id === node.value)?.answer ?? (node.value ? start : null)];
}

// Lists of boxes rather than <select multiple>, which drops the other choices at a tap without Ctrl.
function choices(element, start, ctx, naming) {
  const single = element.type === "radio_buttons";
  const chosen = new Set([start ?? []].flat().map(idOf));
  const all = optionGroups(element, ctx).flatMap((group) => group.options);
  const name = uid("choice");
  const { id, "aria-labelledby": labelledby, "aria-describedby": describedby, "aria-invalid": invalid } = naming;
  const boxes = all.map((one) => {
    const box = h("input", { type: single ? "radio" : "checkbox", name, value: one.id });
    box.checked = chosen.has(one.id);
    return box;
  });
  const rows = all.map((one, at) => h("label", { class: "choice" }, boxes[at],
    h("span", null, one.label, one.description && h("span", { class: "choice-note" }, one.description))));
  const node = h("div", {
    class: element.type.startsWith("multi_") ? "choices choices-boxed" : "choices",
    role: single ? "radiogroup" : "group",
    id, "aria-labelledby": labelledby, "aria-label": naming["aria-label"], "aria-describedby": describedby,
    data: { invalid: invalid ?? "" },
  }, rows);
  const picked = () => all.filter((one, at) => boxes[at].checked).map((one) => one.answer);
  return [node, () => (single ? picked()[0] ?? null : picked())];
}

const idOf = (answer) => (answer && typeof answer === "object" ? answer.value : answer ?? "");
const nameOf = (answer) => (typeof answer === "object" ? answer.text.text : answer);

function optionGroups(element, ctx) {
  if (element.type.includes("users_")) return [{ options: people(ctx) }];
  if (/conversations_|channels_/.test(element.type)) return [{ options: channels(ctx) }];
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.map((group) => ({
    label: group.label?.text,
    options: group.options.map((option) => ({
      id: option.value,
      name: option.text.text,
      label: textObject(option.text, ctx),
      description: option.description && textObject(option.description, ctx),
      answer: option,
    })),
  }));
}

const entry = (id, name) => ({ id, name, label: name, answer: id });
const people = (ctx) => ctx.people.filter((one) => !one.deleted).map((one) => entry(one.id, one.name));
const channels = (ctx) => ctx.conversations
  .filter((one) => one.kind === "channel" && !one.archived)
  .map((one) => entry(one.id, `#${one.name}`));

// The menu behind the three dots.
export function overflow(element, blockId, ctx, onPick) {
  const items = () => element.options.map((option) => ({
    name: textObject(option.text, ctx),
    note: option.description && textObject(option.description, ctx),
    run: (opener) => onPick(option, opener),
  }));
  const { anchor } = menuButton({ label: words(ctx).moreActions, sign: "more", look: "button icon-only", items });
  Object.assign(anchor.dataset, { blockId, actionId: element.action_id });
  return anchor;
}

// What was typed counts, beside what the server knows.
export function merged(server, typed) {
  const values = structuredClone(server);
  for (const [block, actions] of Object.entries(typed ?? {})) values[block] = { ...values[block], ...actions };
  return values;
}
