// The app's Home tab. What is typed there, and the focus, stay while the app fills it anew.

import { h } from "./dom.js";
import { groupedBlocks } from "./blocks.js";
import { merged, readAll } from "./inputs.js";

export function createHome(root, { act, suggest }) {
  let drawn = "";
  let shown = null;

  function show({ home, home_values: values }, ctx, empty) {
    const now = JSON.stringify([home, ctx.stamp]);
    if (now === drawn) return;
    drawn = now;
    const focused = root.contains(document.activeElement) && document.activeElement.closest("[data-action-id]");
    const spot = focused && { ...focused.dataset, at: named(focused.dataset.actionId).indexOf(focused) };
    const typed = home && shown === home.id ? readAll(root) : {};
    shown = home?.id ?? null;
    root.replaceChildren(h("div", { class: "home-body" },
      home ? groupedBlocks(home.blocks, withHome(home, ctx, merged(values ?? {}, typed)))
        : h("p", { class: "intro" }, empty)));
    if (spot) refocus(spot);
  }

  function withHome(home, ctx, values) {
    const where = { view_id: home.id };
    return {
      ...ctx,
      values,
      act: (action) => act("click_view", { ...action, ...where, values: readAll(root) }),
      suggest: (asked) => suggest({ ...asked, ...where }),
    };
  }

  const named = (actionId) =>
    [...root.querySelectorAll("[data-action-id]")].filter(({ dataset }) => dataset.actionId === actionId);

  // Slack names a block anew where the app does not; then its place among its like has to tell it.
  function refocus({ blockId, actionId, at }) {
    const like = named(actionId);
    const same = like.find(({ dataset }) => dataset.blockId === blockId) ?? like[at];
    (same?.matches("div, span") ? same.querySelector("button, input") : same)?.focus({ preventScroll: true });
  }

  return { show };
}
