// The page: going from place to place, moving the clock, and hearing of changes.

import * as api from "./api.js";
import { icon } from "./dom.js";
import { createScreen } from "./screen.js";
import { act, attempt, data, forget, here, onRead, place, placeUrl, readPlace, refresh, refreshAll, settle } from "./store.js";

const $ = (id) => document.getElementById(id);
const CLOCK_MS = 15_000;
let moving = null;
let connected = false;
let stopListening = () => {};

const screen = createScreen({
  onPerson: (as) => go({ as, in: here()?.kind === "channel" ? place.in : null, thread: null }),
  onThread: (thread) => go({ thread }),
  onMove: move,
});
// A state that arrives while the clock moves must not free its buttons.
onRead.state = () => { screen.draw(); if (moving) screen.drawBar(moving); };
onRead.messages = screen.drawMessages;
onRead.views = screen.drawViews;

async function move(id) {
  if (moving) return;
  moving = id;
  await attempt(() => { screen.drawBar(moving); return api.moveClock(id); });
  moving = null;
  await refreshAll();
}

function go(change, push = true) {
  const before = { ...place };
  Object.assign(place, change);
  if (push) history.pushState(null, "", placeUrl());
  showDrawer(false);
  if (before.as !== place.as) return switchPerson();
  settle();
  if (before.in !== place.in) data.messages = null;
  screen.draw();
  if (place.thread && place.thread !== before.thread) screen.focusReply();
  if (before.tab !== place.tab || before.in !== place.in) openHome();
  return refresh(["messages"]);
}

async function switchPerson() {
  forget();
  listen();
  await refreshAll();
  await openHome();
}

// Slack tells the bot which tab is looked at, so that it fills its Home; a bot that does not listen for that has none.
function openHome() {
  if (here()?.kind !== "dm" || !data.state.home_tab) return null;
  return act("open_home", { tab: place.tab === "home" ? "home" : "messages" });
}

function listen() {
  stopListening();
  stopListening = api.listen(place.as, onChange, (now) => {
    connected = now;
    $("offline").hidden = connected;
    $("offline").textContent = connected ? "" : "Connecting to the local Slack…";
  });
}

function onChange(changed) {
  if (!changed) return refreshAll();
  const kinds = new Set(changed.map((one) => (one === "views" ? "views" : "state")));
  if (changed.includes(`conversation:${place.in}`)) kinds.add("messages");
  return refresh([...kinds]);
}

function showDrawer(open) {
  $("shell").classList.toggle("drawer-open", open);
  $("scrim").hidden = !open;
  $("menu").setAttribute("aria-expanded", String(open));
}

// Links to places stay links (a new tab works); a plain click does not load the page again.
function follow(event) {
  const target = event.target.closest("a[data-place]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ in: target.dataset.place, thread: null, tab: null });
}

function keys(event) {
  if (event.key === "Escape") showDrawer(false);
  if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.target.role !== "tab") return;
  const other = $(place.tab === "home" ? "tab-messages" : "tab-home");
  other.click();
  other.focus();
}

function wire() {
  $("menu").append(icon("menu"));
  $("thread-close").append(icon("close"));
  $("menu").addEventListener("click", () => showDrawer($("scrim").hidden));
  $("scrim").addEventListener("click", () => showDrawer(false));
  $("thread-close").addEventListener("click", () => go({ thread: null }));
  $("tab-home").addEventListener("click", () => go({ tab: "home", thread: null }));
  $("tab-messages").addEventListener("click", () => go({ tab: null }));
  document.addEventListener("keydown", keys);
  document.addEventListener("click", follow);
  addEventListener("popstate", () => go(readPlace(), false));
}

async function start() {
  wire();
  await refresh(["state"]);
  if (!data.state) return setTimeout(() => location.reload(), 3000);
  listen();
  // Where the demo's clock runs by itself, nobody sends a message about every minute of it.
  setInterval(() => connected && !document.hidden && !moving && refresh(["state"]), CLOCK_MS);
  await refresh(["views", "messages"]);
  await openHome();
}

start();
