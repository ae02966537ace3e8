// The bot's modal: the top view of the person's stack, in one <dialog>.

import { h } from "./dom.js";
import { busy, groupedBlocks } from "./blocks.js";
import { closer } from "./dialogs.js";
import { merged, readAll } from "./inputs.js";
import { withEmoji } from "./emoji.js";

export function createModal({ context, act, suggest }) {
  const body = h("div", { class: "dialog-body" });
  const title = h("h2", { id: "modal-title" });
  const foot = h("footer", { class: "dialog-foot" });
  const form = h("form", { class: "dialog-form", novalidate: true, onsubmit: submit },
    h("header", { class: "dialog-head" }, title, closer("Dismiss", close)), body, foot);
  const dialog = h("dialog", {
    class: "dialog", role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title", tabindex: -1,
  }, form);
  // What was typed, by view: Slack keeps it while block_id and action_id stay, also under a pushed view.
  const drafts = new Map();
  let view = null;
  let drawn = "";
  let opener = null;

  document.body.append(dialog);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  // Browsers close a dialog without asking when Esc is pressed twice; the bot has to hear of that, too.
  dialog.addEventListener("close", close);

  function show({ modal, errors, values }) {
    if (view && dialog.open) drafts.set(view.id, readAll(body));
    const now = modal ? JSON.stringify([modal, errors]) : "";
    if (now === drawn) return;
    drawn = now;
    if (!modal) return hide();
    const before = view;
    view = modal;
    draw(errors ?? {}, merged(values ?? {}, drafts.get(view.id)), before);
  }

  function hide() {
    view = null;
    drafts.clear();
    dialog.close();
    body.replaceChildren();
    if (opener?.isConnected) opener.focus();
    opener = null;
  }

  function draw(errors, values, before) {
    const focused = document.activeElement?.closest?.("[data-action-id]")?.dataset;
    const place = { ...focused };
    const same = before && before.id === view.id && shape(before) === shape(view);
    const top = same ? body.scrollTop : 0;
    const ask = (asked) => suggest({ ...asked, view_id: view.id });
    const ctx = { ...context(), values, errors, act: click, suggest: ask };
    title.replaceChildren(...withEmoji(view.title.text));
    body.replaceChildren(...groupedBlocks(view.blocks, ctx));
    foot.replaceChildren(...buttons());
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    body.scrollTop = top;
    focus(same ? place : {});
  }

  // What is typed but not submitted goes along, as it does in Slack's state of the view.
  const click = (action) => act("click_view", { ...action, view_id: view.id, values: readAll(body) });

  function buttons() {
    const leave = h("button", { type: "button", class: "button", onclick: close },
      withEmoji(view.close?.text ?? (view.submit ? "Cancel" : "Close")));
    if (!view.submit) return [leave];
    return [leave, h("button", { type: "submit", class: "button button-primary" }, withEmoji(view.submit.text))];
  }

  const wrong = () => body.querySelector('[aria-invalid="true"], [data-invalid="true"] input');

  function focus({ blockId, actionId }) {
    const last = [...body.querySelectorAll("[data-action-id]")]
      .find(({ dataset }) => dataset.blockId === blockId && dataset.actionId === actionId);
    // On a touch screen the keyboard would cover the form before anybody has read it.
    const first = matchMedia("(pointer: fine)").matches
      && body.querySelector(".block-input :is(input, select, textarea)");
    const inside = last?.matches("div, span") ? last.querySelector("button, input") : last;
    (wrong() || inside || first || dialog).focus();
  }

  async function submit(event) {
    event.preventDefault();
    if (!view?.submit) return;
    const id = view.id;
    await busy(foot.lastChild, () => act("submit", { view_id: id, values: readAll(body) }));
    wrong()?.focus();
  }

  async function close() {
    if (view) await act("close", { view_id: view.id });
  }

  return { show };
}

const shape = (view) => view.blocks.map((block) => block.block_id).join("\n");
