// Dialogs of the page itself: confirming, enlarging a picture, and short notices.

import { h, icon, uid } from "./dom.js";
import { textObject } from "./mrkdwn.js";

export const closer = (label, onclick) =>
  h("button", { type: "button", class: "icon-button", "aria-label": label, onclick }, icon("close"));

// showModal() gives the focus trap and Esc; the opener gets the focus back on closing.
function open(dialog) {
  const opener = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus?.();
  });
  return dialog;
}

export function confirm(words, ctx) {
  const title = uid("title");
  const style = words.style === "danger" ? "button-danger" : "button-primary";
  const yes = h("button", { type: "submit", value: "yes", class: `button ${style}` }, textObject(words.confirm, ctx));
  const dialog = h("dialog", { class: "dialog dialog-small", role: "alertdialog", "aria-labelledby": title },
    h("form", { method: "dialog" },
      h("header", { class: "dialog-head" }, h("h2", { id: title }, textObject(words.title, ctx))),
      h("div", { class: "dialog-body" }, h("div", { class: "block-text" }, textObject(words.text, ctx))),
      h("footer", { class: "dialog-foot" },
        h("button", { type: "submit", value: "no", class: "button" }, textObject(words.deny, ctx)), yes)));
  open(dialog);
  yes.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
  });
}

export function enlarge(src, alt) {
  const dialog = h("dialog", { class: "lightbox", role: "dialog", "aria-label": alt },
    closer("Close the picture", () => dialog.close()),
    h("img", { src, alt }),
    h("p", null, alt));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  open(dialog);
}

export function toast(text) {
  // Outside an open dialog the page is inert, and a notice there would be neither read aloud nor clickable.
  const place = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  document.querySelectorAll(".toast").forEach((old) => old.remove());
  const node = h("div", { class: "toast", role: "alert" }, icon("warn"), h("span", null, text),
    closer("Hide the notice", () => node.remove()));
  place.append(node);
  setTimeout(() => node.remove(), 9000);
}
