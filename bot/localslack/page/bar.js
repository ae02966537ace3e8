// The stand-in's own controls: who you are, what time it is, and moving the clock.

import { h } from "./dom.js";
import { clockParts, clockText } from "./dates.js";

const bar = {
  person: document.getElementById("person"),
  clock: document.getElementById("clock"),
  moves: document.getElementById("moves"),
};
let drawn = "";

const hints = ({ guest, stranger, deleted }) =>
  [guest && "guest", stranger && "other company", deleted && "deactivated"].filter(Boolean).join(", ");

export function showPeople(people, as, onPick) {
  const now = JSON.stringify(people);
  if (now !== drawn) {
    bar.person.replaceChildren(...people.map((one) =>
      h("option", { value: one.id }, hints(one) ? `${one.name} (${hints(one)})` : one.name)));
    bar.person.onchange = () => onPick(bar.person.value);
    drawn = now;
  }
  bar.person.value = as;
}

export function showClock(clock, who) {
  const { weekday, date, time, zone, offset } = clockParts(new Date(clock), who.tz);
  bar.clock.replaceChildren(
    h("time", { datetime: clock }, h("span", null, `${weekday} ${date}, `), h("strong", null, time)),
    " ", h("span", { class: "bar-zone" }, `${zone} (${offset})`));
}

export function showMoves(moves, who, moving, onMove) {
  // Kept while the same buttons stay, so that the one just pressed keeps the focus.
  if (bar.moves.children.length !== moves.length) {
    bar.moves.replaceChildren(...moves.map(() => h("button", { type: "button", class: "button button-bar" })));
  }
  moves.forEach((move, at) => {
    const button = bar.moves.children[at];
    button.textContent = move.label;
    button.disabled = !move.enabled || (moving !== null && moving !== move.id);
    button.title = move.target ? clockText(new Date(move.target), who.tz) : "Nothing is due";
    button.onclick = () => onMove(move.id);
    if (moving === move.id) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  });
}
