// Builds elements. Data reaches the document only as text nodes and attributes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  hash: "M4 9h16M4 15h16M10 3 8 21M16 3l-2 18",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6 6 18",
  send: "M4 12 21 4l-6 16-3.5-6.5zM11.5 13.5 21 4",
  clip: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4l7.4-7.4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  bolt: "M13 3 5 13.5h6L10.5 21 19 10.5h-6z",
  down: "M12 5v14M6 13l6 6 6-6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z",
  warn: "M12 3.5 22 20H2zM12 10v4.5M12 17.3v.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
  chart: "M4 17l5.5-6 4 3.5L20 7M20 7h-5M20 7v5",
};

export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(node, name, value);
  node.append(...flat(children));
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

let last = 0;
export const uid = (prefix) => `${prefix}-${++last}`;

// Only addresses a chat would open: a "javascript:" one in a message stays plain text.
export function safeUrl(url) {
  try {
    const { protocol } = new URL(url, location.href);
    return ["http:", "https:", "mailto:"].includes(protocol) ? url : null;
  } catch {
    return null;
  }
}

export function link(url, ...children) {
  const href = safeUrl(url);
  if (!href) return h("span", null, children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
}
