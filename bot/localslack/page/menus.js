// A button that opens a list of things to do; "popover" keeps it above a modal and closes it on Esc.

import { h, icon, uid } from "./dom.js";

// `items` gives, at each opening, what is offered: { name, note, run }; names and notes are text or nodes.
export function menuButton({ label, sign, look, items }) {
  const list = h("div", { class: "menu", popover: "auto", role: "menu", id: uid("menu") });
  const opener = h("button", {
    type: "button", class: look, "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false",
    popovertarget: list.id,
  }, icon(sign));
  list.addEventListener("beforetoggle", (event) => event.newState === "open" && fill());
  list.addEventListener("toggle", (event) => {
    opener.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") place(list, opener);
  });
  list.addEventListener("keydown", (event) => step(event, list));

  function fill() {
    list.replaceChildren(...items().map(({ name, note, run }) => h("button", {
      type: "button", role: "menuitem", onclick: () => {
        list.hidePopover();
        opener.focus();
        run(opener);
      },
    }, name, note && h("span", { class: "menu-note" }, note))));
  }

  return { opener, anchor: h("span", { class: "menu-anchor" }, opener, list) };
}

function place(list, opener) {
  const box = opener.getBoundingClientRect();
  const below = box.bottom + 4;
  const fits = below + list.offsetHeight + 8 <= innerHeight;
  list.style.top = `${fits ? below : Math.max(8, box.top - list.offsetHeight - 4)}px`;
  list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - list.offsetWidth - 8))}px`;
  list.querySelector("button")?.focus();
}

function step(event, list) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!move) return;
  event.preventDefault();
  const items = [...list.querySelectorAll("button")];
  const next = items.indexOf(document.activeElement) + move;
  items.at(next % items.length).focus();
}
