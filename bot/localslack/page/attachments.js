// Files that wait in the message box until they are sent: chosen, dropped or pasted.

import { h, icon, uid } from "./dom.js";
import { toast } from "./dialogs.js";

const MOST = 10;
const MOST_BYTES = 70_000_000;
const CHUNK = 0x8000;

async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts = [];
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return { name: file.name, content_base64: btoa(parts.join("")) };
}

// `words` gives the texts in the language of whoever is looking; `zone` is where files may be dropped.
export function createAttachments({ words, zone, isClosed, onAdded }) {
  const list = h("ul", { class: "attachments", hidden: true });
  const picker = h("input", {
    type: "file", multiple: true, hidden: true, onchange: () => { add(picker.files); picker.value = ""; },
  });
  const button = h("button", { type: "button", class: "icon-button", onclick: () => picker.click() }, icon("clip"));
  const drop = h("p", { class: "drop", id: uid("drop"), hidden: true });
  let waiting = [];
  let inside = 0;

  zone.append(drop);
  zone.addEventListener("dragenter", (event) => dragged(event, 1));
  zone.addEventListener("dragleave", (event) => dragged(event, -1));
  zone.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  zone.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(0);
    add(event.dataTransfer.files);
  });

  const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && !isClosed();

  // Entering a child comes before leaving its parent, so the two are counted.
  function dragged(event, step) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(inside + step);
  }

  function show(depth) {
    inside = Math.max(depth, 0);
    drop.textContent = words().drop;
    drop.hidden = !inside;
  }

  function add(files) {
    for (const file of files) {
      if (file.size > MOST_BYTES) toast(words().tooLarge(file.name));
      else if (waiting.length < MOST) waiting.push(file);
    }
    draw();
    onAdded();
  }

  function remove(file) {
    waiting = waiting.filter((one) => one !== file);
    draw();
    onAdded();
  }

  // Called whenever something changed, so only another language draws the files anew: the focus may be on one.
  function label() {
    if (button.getAttribute("aria-label") === words().attach) return;
    button.setAttribute("aria-label", words().attach);
    list.setAttribute("aria-label", words().attached);
    draw();
  }

  function draw() {
    list.hidden = !waiting.length;
    list.replaceChildren(...waiting.map((file) => h("li", { class: "attachment" }, icon("file"),
      h("span", { class: "attachment-name" }, file.name),
      h("button", {
        type: "button", class: "icon-button", "aria-label": words().remove(file.name), onclick: () => remove(file),
      }, icon("close")))));
  }

  function clear() {
    waiting = [];
    draw();
  }

  return {
    list, picker, button, add, clear, label,
    count: () => waiting.length,
    read: () => Promise.all(waiting.map(encoded)),
  };
}
