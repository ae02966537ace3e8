// The markdown block: the part of Markdown that Slack draws in it.

import { h, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

const INLINE = new RegExp([
  "`([^`\\n]+)`",
  String.raw`\[([^\]\n]+)\]\(([^()\s]+)\)`,
  String.raw`(?:\*\*|__)(?=\S)(.+?\S|\S)(?:\*\*|__)`,
  String.raw`(?<![\p{L}\p{N}*])[*_](?=\S)([^*_\n]*\S)[*_](?![\p{L}\p{N}*])`,
  "~~(.+?)~~",
].join("|"), "gu");

function inline(source) {
  const nodes = [];
  let from = 0;
  for (const match of source.matchAll(INLINE)) {
    const [whole, code, label, url, bold, italic, struck] = match;
    nodes.push(...withEmoji(source.slice(from, match.index)));
    if (code) nodes.push(h("code", null, code));
    else if (label) nodes.push(link(url, inline(label)));
    else if (bold) nodes.push(h("strong", null, inline(bold)));
    else if (italic) nodes.push(h("em", null, inline(italic)));
    else nodes.push(h("s", null, inline(struck)));
    from = match.index + whole.length;
  }
  nodes.push(...withEmoji(source.slice(from)));
  return nodes;
}

const KINDS = [
  ["fence", /^```/],
  ["heading", /^(#{1,6})\s+(.*)$/],
  ["rule", /^\s*([-*_])(\s*\1){2,}\s*$/],
  ["quote", /^>\s?(.*)$/],
  ["ul", /^\s*[-*+]\s+(.*)$/],
  ["ol", /^\s*\d+[.)]\s+(.*)$/],
  ["table", /^\s*\|.*\|\s*$/],
  ["blank", /^\s*$/],
];

const kindOf = (line) => KINDS.find(([, pattern]) => pattern.test(line))?.[0] ?? "text";

const MAKERS = {
  // A message's headings must not outrank the page's own.
  heading: (lines) => lines.map((line) => h("h4", null, inline(line.replace(/^#+\s+/, "")))),
  rule: () => [h("hr")],
  quote: (lines) => [h("blockquote", null, inline(lines.map((line) => line.replace(/^>\s?/, "")).join("\n")))],
  ul: (lines) => [h("ul", null, lines.map((line) => h("li", null, inline(line.replace(/^\s*[-*+]\s+/, "")))))],
  ol: (lines) => [h("ol", { start: Number.parseInt(lines[0], 10) },
    lines.map((line) => h("li", null, inline(line.replace(/^\s*\d+[.)]\s+/, "")))))],
  table: (lines) => [tableOf(lines)],
  text: (lines) => [h("p", null, inline(lines.join("\n")))],
  blank: () => [],
};

function tableOf(lines) {
  const cells = (line) => line.trim().slice(1, -1).split("|").map((one) => inline(one.trim()));
  const [head, ...rows] = lines.filter((line) => !/^[\s|:-]+$/.test(line));
  return h("div", { class: "block-table", role: "region", "aria-label": "Table", tabindex: 0 }, h("table", null,
    h("thead", null, h("tr", null, cells(head).map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", null, rows.map((row) => h("tr", null, cells(row).map((one) => h("td", null, one)))))));
}

export function markdown(source) {
  const runs = [];
  let fence = null;
  for (const line of source.split("\n")) {
    const kind = kindOf(line);
    if (fence && kind !== "fence") fence.push(line);
    else if (kind === "fence") {
      if (fence) runs.push({ kind: "pre", lines: fence });
      fence = fence ? null : [];
    } else if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  if (fence) runs.push({ kind: "pre", lines: fence });
  return runs.flatMap(({ kind, lines }) =>
    (kind === "pre" ? [h("pre", { tabindex: 0 }, lines.join("\n"))] : MAKERS[kind](lines)));
}
