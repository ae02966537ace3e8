// A select whose options the app finds while a person types: a text field with a list below it.

import { h, uid } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { words } from "./words.js";

const WAIT_MS = 200;
const LEAST_TYPED = 3;

export function external(element, start, ctx, naming, blockId) {
  const listId = uid("found");
  const list = h("ul", { class: "found", id: listId, role: "listbox", "aria-label": words(ctx).found, hidden: true });
  const box = h("input", {
    ...naming, type: "text", class: "field", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": listId, placeholder: element.placeholder?.text ?? words(ctx).type,
    value: start?.text.text ?? "",
  });
  const told = h("p", { class: "hint", role: "status" });
  const node = h("div", { class: "external" }, box, list, told);
  const least = element.min_query_length ?? LEAST_TYPED;
  let chosen = start;
  let options = [];
  let marked = -1;
  let asked = 0;
  let timer = null;

  box.addEventListener("input", () => ask(WAIT_MS));
  box.addEventListener("click", () => !options.length && !chosen && ask(0));
  box.addEventListener("keydown", keys);
  // The field's own change is about its letters; the node's is about the option.
  box.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("blur", leave);

  function ask(wait) {
    clearTimeout(timer);
    const query = box.value.trim();
    if (query.length < least) return show([], "");
    timer = setTimeout(() => search(query), wait);
  }

  async function search(query) {
    const mine = ++asked;
    const found = await ctx.suggest({ block_id: blockId, action_id: element.action_id, value: query });
    if (mine !== asked || document.activeElement !== box) return;
    const all = (found?.option_groups ?? [found ?? {}]).flatMap((group) => group.options ?? []);
    show(all, all.length ? "" : words(ctx).nothing);
  }

  function show(found, say) {
    options = found;
    marked = found.length ? 0 : -1;
    told.textContent = say;
    draw();
  }

  function draw() {
    list.replaceChildren(...options.map((one, at) => h("li", {
      role: "option", id: `${listId}-${at}`, "aria-selected": String(at === marked),
      onmousedown: (event) => { event.preventDefault(); take(one); },
    }, textObject(one.text, ctx), one.description && h("span", { class: "choice-note" }, textObject(one.description, ctx)))));
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (marked < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", `${listId}-${marked}`);
    return list.children[marked].scrollIntoView({ block: "nearest" });
  }

  function take(one) {
    chosen = one;
    box.value = one.text.text;
    close();
    node.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    show([], "");
  }

  // Letters that no option was picked for are no answer: an emptied field is none, anything else goes back.
  function leave() {
    if (!box.value.trim()) chosen = null;
    box.value = chosen?.text.text ?? "";
    close();
  }

  function keys(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!options.length) return move && ask(0);
    if (move) marked = (marked + move + options.length) % options.length;
    else if (event.key === "Enter") take(options[marked]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (move) draw();
  }

  return [node, () => (box.value.trim() ? chosen : null)];
}
