// Slack's mrkdwn and plain text as nodes: https://docs.slack.dev/messaging/formatting-message-text

import { h, link, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { fillPattern } from "./dates.js";

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const plain = (text) => withEmoji(unescape(text));

export function textObject(text, ctx) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text, ctx) : withEmoji(text.text);
}

export function mrkdwn(source, ctx) {
  const nodes = [];
  let from = 0;
  for (const match of source.matchAll(/```\n?([\s\S]+?)\n?```\n?/g)) {
    nodes.push(...quoted(source.slice(from, match.index).replace(/\n$/, ""), ctx));
    nodes.push(h("pre", { tabindex: 0 }, unescape(match[1])));
    from = match.index + match[0].length;
  }
  nodes.push(...quoted(source.slice(from), ctx));
  return nodes;
}

// Lines after ">" belong together; the rest keeps its line breaks (white-space: pre-wrap).
function quoted(source, ctx) {
  if (!source) return [];
  const runs = [];
  for (const line of source.split("\n")) {
    const [, mark, rest] = /^(>|&gt;) ?(.*)$/.exec(line) ?? [null, null, line];
    const run = runs.at(-1);
    if (run && run.quote === Boolean(mark)) run.lines.push(rest);
    else runs.push({ quote: Boolean(mark), lines: [rest] });
  }
  return runs.flatMap(({ quote, lines }) => {
    const nodes = inline(lines.join("\n"), ctx);
    return quote ? [h("blockquote", null, nodes)] : nodes;
  });
}

// Marks count only at word edges, as in Slack: 2*3*4 and snake_case_names stay as they are.
const pair = (mark) => String.raw`(?<![\p{L}\p{N}])[${mark}](?=\S)([^\n]*?\S)[${mark}](?![\p{L}\p{N}])`;
const INLINE = new RegExp(["`([^`\\n]+)`", "<([^<>\\n]+)>", pair("*"), pair("_"), pair("~")].join("|"), "gu");

function inline(source, ctx) {
  const nodes = [];
  let from = 0;
  for (const match of source.matchAll(INLINE)) {
    const [whole, code, token, bold, italic, struck] = match;
    nodes.push(...plain(source.slice(from, match.index)));
    if (code) nodes.push(h("code", null, unescape(code)));
    else if (token) nodes.push(...angled(token, whole, ctx));
    else if (bold) nodes.push(h("strong", null, inline(bold, ctx)));
    else if (italic) nodes.push(h("em", null, inline(italic, ctx)));
    else nodes.push(h("s", null, inline(struck, ctx)));
    from = match.index + whole.length;
  }
  nodes.push(...plain(source.slice(from)));
  return nodes;
}

function angled(token, whole, ctx) {
  const [target, label] = cut(token, "|");
  if (target.startsWith("@")) return [mention(target.slice(1), ctx)];
  if (target.startsWith("#")) return [channel(target.slice(1), label, ctx)];
  if (target.startsWith("!date^")) return [date(target, label, ctx)];
  if (target.startsWith("!")) return [h("span", { class: "mention" }, `@${label ?? cut(target.slice(1), "^")[0]}`)];
  if (!/^(https?:|mailto:)/.test(target) || !safeUrl(unescape(target))) return plain(whole);
  return [link(unescape(target), label ? plain(label) : unescape(target).replace(/^mailto:/, ""))];
}

const cut = (text, mark) => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
};

export function mention(id, ctx) {
  const mine = id === ctx.as ? " mention-me" : "";
  return h("span", { class: `mention${mine}` }, `@${ctx.names.get(id) ?? id}`);
}

export function channel(id, label, ctx) {
  const known = ctx.conversations.find((one) => one.id === id);
  if (!known) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("a", { class: "mention", href: ctx.placeUrl(id), data: { place: id } }, `#${known.name}`);
}

function date(target, fallback, ctx) {
  const [, seconds, pattern, url] = target.split("^");
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime()) || !pattern) return h("span", null, unescape(fallback ?? ""));
  const node = h("time", { datetime: at.toISOString() }, unescape(fillPattern(pattern, at, ctx.now, ctx.who)));
  return url ? link(unescape(url), node) : node;
}
