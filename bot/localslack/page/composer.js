// The message box: Enter sends, Shift+Enter breaks the line, "/" offers the commands, files wait above the text.

import { h, icon, uid } from "./dom.js";
import { createAttachments } from "./attachments.js";
import { menuButton } from "./menus.js";

export function createComposer({ id, sendLabel = "Send", commands, shortcuts, words, zone, onSend, onUpload }) {
  const listId = uid("commands");
  const list = h("ul", { class: "commands", id: listId, role: "listbox", "aria-label": "Commands", hidden: true });
  const usage = h("p", { class: "usage", id: uid("usage"), hidden: true });
  const box = h("textarea", {
    id, rows: 1, class: "composer-box", "aria-autocomplete": "list", "aria-haspopup": "listbox",
    "aria-controls": listId, "aria-describedby": usage.id, autocomplete: "off", spellcheck: "true",
  });
  const files = createAttachments({ words, zone, isClosed: () => box.disabled, onAdded: () => box.focus() });
  const bolt = menuButton({ label: "Shortcuts", sign: "bolt", look: "icon-button", items: shortcuts });
  const send = h("button", { type: "submit", class: "icon-button send", "aria-label": sendLabel }, icon("send"));
  const form = h("form", { class: "composer", onsubmit: submit }, list, usage, files.list, box,
    h("div", { class: "composer-tools" }, files.button, bolt.anchor,
      h("span", { class: "composer-tip" }, "Enter sends, Shift+Enter starts a new line"), send), files.picker);
  let offered = [];
  let marked = 0;

  box.addEventListener("input", () => { grow(); suggest(); });
  box.addEventListener("keydown", keys);
  box.addEventListener("paste", (event) => event.clipboardData.files.length && files.add(event.clipboardData.files));
  box.addEventListener("blur", () => setTimeout(hide, 150));

  // CSS field-sizing does this where it exists; the rest of the browsers need a hand.
  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }

  function suggest() {
    const text = box.value;
    const known = commands();
    offered = /^\/\S*$/.test(text) ? known.filter((one) => one.command.startsWith(text.toLowerCase())) : [];
    const typed = known.find((one) => text.startsWith(`${one.command} `) && one.usage_hint);
    usage.hidden = !typed;
    usage.textContent = typed ? `${typed.command} ${typed.usage_hint}` : "";
    marked = 0;
    draw();
  }

  function draw() {
    list.replaceChildren(...offered.map((one, at) => h("li", {
      role: "option", id: `${listId}-${at}`, "aria-selected": String(at === marked),
      onmousedown: (event) => { event.preventDefault(); take(one); },
    }, h("strong", null, one.command), " ", h("code", null, one.usage_hint), h("span", null, one.description))));
    list.hidden = !offered.length;
    if (offered.length) box.setAttribute("aria-activedescendant", `${listId}-${marked}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function hide() {
    offered = [];
    draw();
  }

  function take(one) {
    box.value = `${one.command} `;
    box.focus();
    suggest();
  }

  function keys(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const taken = event.key === "Tab" || (event.key === "Enter" && offered[marked]?.command !== box.value);
    if (offered.length && step) {
      event.preventDefault();
      marked = (marked + step + offered.length) % offered.length;
      draw();
    } else if (offered.length && event.key === "Escape") {
      event.preventDefault();
      hide();
    } else if (offered.length && taken) {
      event.preventDefault();
      take(offered[marked]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit(event);
    }
  }

  async function submit(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (!(text || files.count()) || form.getAttribute("aria-busy") === "true") return;
    if (files.count()) return working(async () => onUpload(await files.read(), text), clear, () => {});
    clear();
    await working(() => onSend(text), () => {}, () => { box.value ||= text; });
  }

  function clear() {
    box.value = "";
    files.clear();
    suggest();
    grow();
  }

  async function working(work, onDone, onFailure) {
    form.setAttribute("aria-busy", "true");
    try {
      if (await work()) onDone();
      else onFailure();
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  // The label is the box's only name, so it names the place ("Message #support").
  function setPlace(label, closed) {
    files.label();
    bolt.opener.setAttribute("aria-label", words().shortcuts);
    bolt.opener.title = words().shortcuts;
    bolt.anchor.hidden = !shortcuts().length;
    if (box.getAttribute("aria-label") === label && box.disabled === Boolean(closed)) return;
    clear();
    box.setAttribute("aria-label", label);
    box.placeholder = closed || label;
    box.disabled = Boolean(closed);
    send.disabled = files.button.disabled = Boolean(closed);
  }

  return { form, setPlace, focus: () => box.focus() };
}
