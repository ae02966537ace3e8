// Block Kit blocks as elements. `ctx` says who looks, and `ctx.act` does what a click does.

import { h, icon, link, uid } from "./dom.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { richText, table } from "./richtext.js";
import { chart } from "./charts.js";
import { input, isInput, overflow, read } from "./inputs.js";
import { confirm, enlarge } from "./dialogs.js";
import { words } from "./words.js";

const BLOCKS = {
  section,
  header: (block, ctx) => h("h3", { class: "block-header" }, textObject(block.text, ctx)),
  divider: () => h("hr"),
  context: (block, ctx) => h("div", { class: "block-context" }, block.elements.map((one) => contextElement(one, ctx))),
  actions: (block, ctx) => h("div", { class: "block-actions" }, block.elements.map((one) => control(one, block, ctx))),
  image: (block, ctx) => picture(block, textObject(block.title, ctx)),
  input: field,
  rich_text: (block, ctx) => h("div", { class: "block-text" }, richText(block, ctx)),
  markdown: (block) => h("div", { class: "block-text markdown" }, markdown(block.text)),
  table: (block, ctx) => table(block, ctx),
  data_visualization: chart,
};

export function blocks(list, ctx) {
  return list.map((block) => {
    const make = BLOCKS[block.type] ?? unknown;
    const node = make(block, ctx);
    node.classList.add("block");
    return node;
  });
}

const unknown = (block) =>
  h("p", { class: "block-unknown" }, `A “${block.type}” block, which this page does not draw.`);

// Inputs that follow a section share their labels with those after the next one: each such run is a named group.
export function groupedBlocks(list, ctx) {
  const nodes = blocks(list, ctx);
  const groups = [];
  list.forEach((block, at) => {
    const starts = block.type === "section" && block.text;
    const ends = ["header", "divider"].includes(block.type);
    if (starts || ends || !groups.length) groups.push({ named: starts, items: [], inputs: 0 });
    groups.at(-1).items.push(nodes[at]);
    groups.at(-1).inputs += block.type === "input";
  });
  return groups.flatMap(({ named, items, inputs }) => {
    if (!named || !inputs) return items;
    const name = items[0].querySelector(".block-text");
    name.id ||= uid("group");
    return [h("div", { role: "group", class: "input-group", "aria-labelledby": name.id }, items)];
  });
}

function section(block, ctx) {
  return h("div", { class: block.accessory ? "block-section with-accessory" : "block-section" },
    h("div", { class: "block-main" },
      block.text && h("div", { class: "block-text" }, textObject(block.text, ctx)),
      block.fields && h("div", { class: "block-fields" },
        block.fields.map((one) => h("div", { class: "block-text" }, textObject(one, ctx))))),
    block.accessory && h("div", { class: "block-accessory" }, control(block.accessory, block, ctx)));
}

function contextElement(element, ctx) {
  if (element.type === "image") {
    return h("img", { class: "context-image", src: source(element), alt: element.alt_text });
  }
  return h("span", { class: "block-text" }, textObject(element, ctx));
}

// What stands in actions and accessories: it acts at once, unlike the same element in an input block.
function control(element, block, ctx) {
  if (element.type === "image") return picture(element, []);
  if (element.type === "button") return button(element, block, ctx);
  if (element.type === "overflow") {
    return overflow(element, block.block_id, ctx, (option, node) => send(element, block, ctx, node, { selected_option: option }));
  }
  if (!isInput(element.type)) return unknown(element);
  const name = element.placeholder?.text ?? block.text?.text ?? "Choose";
  const node = input(element, block.block_id, ctx, { "aria-label": name });
  node.addEventListener("change", () => isWhole(node) && send(element, block, ctx, node, read(node)));
  return node;
}

// A year that is being typed is a date of the first centuries for a moment.
const isWhole = (node) => node.type !== "date" || node.value > "1000";

function button(element, block, ctx) {
  const style = { primary: " button-primary", danger: " button-danger" }[element.style] ?? "";
  // A description, not aria-label: the name people hear and say stays the text they see.
  const told = { class: `button${style}`, "aria-description": element.accessibility_label };
  const act = (event) => send(element, block, ctx, event.currentTarget, { text: element.text, value: element.value });
  if (element.url) {
    const node = link(element.url, textObject(element.text, ctx));
    node.className = told.class;
    node.addEventListener("click", act);
    return node;
  }
  return h("button", { ...told, type: "button", onclick: act,
    data: { blockId: block.block_id, actionId: element.action_id } }, textObject(element.text, ctx));
}

async function send(element, block, ctx, node, answer) {
  if (element.confirm && !(await confirm(element.confirm, ctx))) return;
  const action = { type: element.type, block_id: block.block_id, action_id: element.action_id, ...answer };
  await busy(node, () => ctx.act(action));
}

// aria-disabled rather than disabled: a disabled button loses the focus to the page's start.
export async function busy(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function field(block, ctx) {
  const { element, block_id: blockId } = block;
  const id = uid("input");
  const error = ctx.errors?.[blockId];
  const plural = ["checkboxes", "radio_buttons"].includes(element.type) || element.type.startsWith("multi_");
  const hint = block.hint && h("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint, ctx));
  const node = input(element, blockId, ctx, {
    id,
    "aria-labelledby": plural ? `${id}-label` : null,
    "aria-required": !block.optional && !plural,
    "aria-invalid": error ? "true" : null,
    "aria-describedby": [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || null,
  });
  if (block.dispatch_action) dispatchFrom(node, block, ctx);
  return h("div", { class: "block-input", data: { block: blockId } },
    h("div", { class: "label-row" },
      h(plural ? "span" : "label", plural ? { class: "label", id: `${id}-label` } : { class: "label", for: id },
        textObject(block.label, ctx)),
      block.optional && h("span", { class: "optional" }, words(ctx).optional)),
    node,
    error && h("p", { class: "error", id: `${id}-error` }, icon("warn"), h("span", null, error)),
    hint);
}

function dispatchFrom(node, block, ctx) {
  const { element } = block;
  const act = () => send(element, block, ctx, node, read(node));
  const typed = node.matches("textarea, input[type=text]");
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (!typed) node.addEventListener("change", act);
  if (typed && when.includes("on_character_entered")) node.addEventListener("input", act);
  if (typed && when.includes("on_enter_pressed")) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || element.multiline) return;
      event.preventDefault();
      act();
    });
  }
}

// A file's private address wants the bot's token; the page has its own way to the same bytes.
function source({ image_url: url, slack_file: file }) {
  if (!file) return url;
  const id = file.id ?? /\/files-pri\/([^/]+)\//.exec(file.url)?.[1];
  return id ? `/local/file/${encodeURIComponent(id)}` : file.url;
}

function picture(element, title) {
  return figure({ src: source(element), alt: element.alt_text, title });
}

export function figure({ src, alt, title }) {
  const image = h("img", { src, alt, loading: "eager" });
  image.addEventListener("error", () => image.closest("figure")?.classList.add("broken"));
  return h("figure", { class: "picture" },
    title?.length ? h("figcaption", null, title) : null,
    h("button", {
      type: "button", class: "picture-open", "aria-label": `Enlarge: ${alt}`, onclick: () => enlarge(src, alt),
    }, image));
}

export function messageBody(message, ctx) {
  if (message.blocks?.length) return blocks(message.blocks, ctx);
  return message.text ? [h("div", { class: "block block-text" }, mrkdwn(message.text, ctx))] : [];
}
