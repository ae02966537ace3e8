// rich_text and table blocks.

import { h, link } from "./dom.js";
import { emojiByName, withEmoji } from "./emoji.js";
import { fillPattern } from "./dates.js";
import { channel, mention } from "./mrkdwn.js";

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s" };

const styled = (style, nodes) =>
  Object.entries(STYLES).reduce((inner, [name, tag]) => (style?.[name] ? [h(tag, null, inner)] : inner), nodes);

const ELEMENTS = {
  text: (element) => styled(element.style, withEmoji(element.text)),
  link: (element) => styled(element.style, [link(element.url, element.text ?? element.url)]),
  emoji: (element) => [emojiByName(element.name)],
  user: (element, ctx) => [mention(element.user_id, ctx)],
  channel: (element, ctx) => [channel(element.channel_id, undefined, ctx)],
  broadcast: (element) => [h("span", { class: "mention" }, `@${element.range}`)],
  color: (element) => [h("code", null, element.value)],
  date: (element, ctx) => {
    const at = new Date(element.timestamp * 1000);
    return [h("time", { datetime: at.toISOString() }, fillPattern(element.format, at, ctx.now, ctx.who))];
  },
};

const inline = (elements, ctx) => (elements ?? []).flatMap((one) => ELEMENTS[one.type]?.(one, ctx) ?? []);

const PARTS = {
  rich_text_section: (part, ctx) => h("div", null, inline(part.elements, ctx)),
  rich_text_quote: (part, ctx) => h("blockquote", null, inline(part.elements, ctx)),
  rich_text_preformatted: (part, ctx) => h("pre", { tabindex: 0 }, inline(part.elements, ctx)),
  rich_text_list: (part, ctx) => {
    const list = h(part.style === "ordered" ? "ol" : "ul", { start: part.offset ? part.offset + 1 : null },
      part.elements.map((item) => h("li", null, inline(item.elements, ctx))));
    list.style.marginInlineStart = `${1.4 * (part.indent ?? 0)}em`;
    return list;
  },
};

export const richText = (block, ctx) => block.elements.map((part) => PARTS[part.type]?.(part, ctx) ?? "");

function cell(content, ctx) {
  if (content.type === "rich_text") return richText(content, ctx);
  return withEmoji(String(content.text ?? content.value ?? ""));
}

export function table(block, ctx) {
  const [head, ...rows] = block.rows;
  const set = (at) => block.column_settings?.[at] ?? {};
  const align = (at) => ({ data: { align: set(at).align ?? "left", wrapped: set(at).is_wrapped ?? false } });
  return h("div", { class: "block-table", role: "region", "aria-label": "Table", tabindex: 0 },
    h("table", null,
      h("thead", null, h("tr", null, head.map((one, at) => h("th", { scope: "col", ...align(at) }, cell(one, ctx))))),
      h("tbody", null, rows.map((row) => h("tr", null, row.map((one, at) => h("td", align(at), cell(one, ctx))))))));
}
