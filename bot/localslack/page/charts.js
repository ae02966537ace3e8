// The data_visualization block: bars as rows, so that their names have room, lines as a drawing, a pie as its shares.

import { h } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 600;
const HEIGHT = 200;
const INSET = 8;

export function chart(block) {
  const { type, series, axis_config: axes, segments } = block.chart;
  const sets = series ?? [{ name: block.title, data: segments }];
  const names = axes?.categories ?? segments.map(({ label }) => label);
  const told = names.map((name) => `${name}: ${sets.map((one) => `${one.name} ${valueOf(one, name)}`).join(", ")}`);
  const drawn = type === "line" || type === "area" ? lines(sets, names, type) : bars(sets, names);
  return h("figure", { class: "block-chart", role: "img", "aria-label": `${block.title}. ${told.join("; ")}` },
    h("figcaption", null, block.title),
    sets.length > 1 && h("div", { class: "chart-legend" }, sets.map((one, at) => h("span", { data: { series: at } }, one.name))),
    drawn,
    (axes?.x_label || axes?.y_label) && h("p", { class: "hint" }, [axes.y_label, axes.x_label].filter(Boolean).join(" / ")));
}

const valueOf = (set, name) => set.data.find(({ label }) => label === name)?.value;

// From zero, or from the least value where that is below.
function scale(sets) {
  const values = sets.flatMap(({ data }) => data.map(({ value }) => value));
  const least = Math.min(0, ...values);
  const reach = Math.max(0, ...values) - least || 1;
  return (value) => (value - least) / reach;
}

function bars(sets, names) {
  const at = scale(sets);
  const bar = (set, name, number) => {
    const value = valueOf(set, name);
    const from = Math.min(at(value), at(0));
    const node = h("span", { class: "chart-bar", data: { series: number } });
    node.style.insetInlineStart = `${100 * from}%`;
    node.style.width = `${100 * Math.abs(at(value) - at(0))}%`;
    return h("div", { class: "chart-lane" }, h("div", { class: "chart-track" }, node), h("span", null, String(value)));
  };
  return h("div", { class: "chart-rows" }, names.flatMap((name) => [
    h("span", { class: "chart-name" }, name),
    h("div", null, sets.map((set, number) => bar(set, name, number))),
  ]));
}

function lines(sets, names, type) {
  const values = sets.flatMap(({ data }) => data.map(({ value }) => value));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (number) => INSET + (WIDTH - 2 * INSET) * (names.length > 1 ? number / (names.length - 1) : 0.5);
  const y = (value) => HEIGHT - INSET - (HEIGHT - 2 * INSET) * ((value - least) / (most - least || 1));
  const svg = svgElement("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  sets.forEach((set, at) => {
    const points = names.map((name, number) => `${x(number)},${y(valueOf(set, name))}`);
    const ends = type === "area" ? [`${x(names.length - 1)},${HEIGHT}`, `${x(0)},${HEIGHT}`] : [];
    const shape = svgElement(ends.length ? "polygon" : "polyline", { points: [...points, ...ends].join(" ") });
    shape.dataset.series = at;
    svg.append(shape);
  });
  return h("div", { class: "chart-lines" },
    h("div", { class: "chart-ends" }, h("span", null, String(most)), h("span", null, String(least))), svg,
    h("div", { class: "chart-from-to" }, [...new Set([names[0], names.at(-1)])].map((name) => h("span", null, name))));
}

function svgElement(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
