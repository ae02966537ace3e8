// What can be done with a message: reply, pick one of the app's shortcuts, and change or delete one's own.

import { h, uid } from "./dom.js";
import { confirm } from "./dialogs.js";
import { menuButton } from "./menus.js";
import { words } from "./words.js";

export const replyCount = (count) => (count === 1 ? "1 reply" : `${count} replies`);

// The answers stand below their message; what is only offered floats over it.
export function tools(message, ctx, { onThread, onEdit }) {
  if (message.ephemeral) return null;
  const offered = actions(message, ctx, onEdit);
  const more = offered.length
    ? menuButton({ label: words(ctx).moreActions, sign: "more", look: "tool", items: () => offered }).anchor
    : null;
  const answered = onThread && message.replies > 0;
  return [
    answered && h("button", { type: "button", class: "replies", onclick: () => onThread(message.ts) },
      replyCount(message.replies)),
    h("div", { class: "message-tools" },
      onThread && !answered && h("button", {
        type: "button", class: "tool", onclick: () => onThread(message.ts),
      }, "Reply in thread"),
      more),
  ];
}

function actions(message, ctx, onEdit) {
  const own = message.user === ctx.as && !ctx.closed;
  return [
    ...(own ? [
      { name: words(ctx).editMessage, run: onEdit },
      { name: words(ctx).deleteMessage, run: () => remove(message, ctx) },
    ] : []),
    ...ctx.shortcuts.filter((one) => one.type === "message").map((one) => ({
      name: one.name,
      note: ctx.botName,
      run: () => ctx.actOn(message, "message_shortcut", { callback_id: one.callback_id }),
    })),
  ];
}

const plain = (text) => ({ type: "plain_text", text });

async function remove(message, ctx) {
  const { deleteMessage, deleteSure, deleteYes, cancel } = words(ctx);
  const question = {
    title: plain(deleteMessage), text: plain(deleteSure), confirm: plain(deleteYes), deny: plain(cancel), style: "danger",
  };
  if (await confirm(question, ctx)) await ctx.actOn(message, "delete", {});
}

// In place of the message's text, until it is saved or left.
export function editor(message, ctx, onLeave) {
  const said = unescaped(message.text);
  const box = h("textarea", { class: "field", id: uid("edit"), rows: 2, value: said, "aria-label": words(ctx).editMessage });
  const form = h("form", { class: "editor", onsubmit: save }, box,
    h("div", { class: "editor-foot" },
      h("button", { type: "button", class: "button", onclick: onLeave }, words(ctx).cancel),
      h("button", { type: "submit", class: "button button-primary" }, words(ctx).save)));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") onLeave();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  async function save(event) {
    event.preventDefault();
    if (await ctx.actOn(message, "edit", { text: box.value.trim() })) onLeave();
  }

  return { form, focus: () => { box.focus(); box.setSelectionRange(said.length, said.length); } };
}

const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
