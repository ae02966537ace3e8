// The page: where you are (in the address), what the server says, and what each part shows of it.

import * as api from "./api.js";
import { h, icon } from "./dom.js";
import { dayKey } from "./dates.js";
import { toast } from "./dialogs.js";
import { blocks } from "./blocks.js";
import { createComposer } from "./composer.js";
import { avatar, createList } from "./conversation.js";
import { createModal } from "./modal.js";
import { showClock, showMoves, showPeople } from "./bar.js";
import { showSidebar, steps } from "./sidebar.js";

const $ = (id) => document.getElementById(id);
const place = readPlace();
const seen = new Map();
let state = null;
let messages = [];
let views = { modal: null, errors: {}, values: {}, home: null };
let moving = null;
let startedAt = null;
let stopListening = () => {};

function readPlace() {
  const query = new URLSearchParams(location.search);
  return { as: query.get("as"), in: query.get("in"), thread: query.get("thread"), tab: query.get("tab") };
}

function placeUrl(change) {
  const target = { as: place.as, in: place.in, ...change };
  const kept = Object.entries(target).filter(([, value]) => value);
  return `/?${new URLSearchParams(kept)}`;
}

const me = () => state.people.find((one) => one.id === place.as);
const here = () => state.conversations.find((one) => one.id === place.in);
const home = () => state.conversations.find((one) => one.kind === "dm");

function context() {
  const { id, tz, locale } = me();
  const now = new Date(state.clock);
  const who = { tz: tz || "UTC", locale: locale || "en-US" };
  return {
    as: id, who, now, people: state.people, conversations: state.conversations,
    names: new Map([...state.people, state.bot].map((one) => [one.id, one.name])),
    placeUrl: (target) => placeUrl({ in: target, thread: null }),
    stamp: [id, who, dayKey(now, who), state.people.length],
    actOn: (message, action) => act("click", { ...action, channel: place.in, ts: message.ts }),
  };
}

// --- doing -------------------------------------------------------------------------------------

// True when it was done; a refusal is shown, never thrown, as every caller is an event.
async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

async function act(what, details) {
  const done = await attempt(() => api.act(place.as, what, details));
  await refresh(["views", "messages"]);
  return done;
}

const say = (thread_ts) => (text) => {
  if (thread_ts && text.startsWith("/")) return toast("Slash commands do not work in threads, as in Slack.");
  list.toEnd();
  return text.startsWith("/")
    ? act("slash", { channel: place.in, text })
    : act("say", { channel: place.in, text, ...(thread_ts ? { thread_ts } : {}) });
};

async function move(id) {
  if (moving) return;
  moving = id;
  drawBar();
  await attempt(() => api.moveClock(id));
  moving = null;
  await refresh(["state", "messages", "views"]);
}

// --- reading -----------------------------------------------------------------------------------

const readers = { state: readState, messages: readMessages, views: readViews };
const waiting = new Map();

// A burst of changes costs one reading more, not one each.
function refresh(kinds) {
  return Promise.all(kinds.map((kind) => {
    const running = waiting.get(kind);
    if (running) return (running.again ??= running.done.then(() => refresh([kind])));
    const entry = { again: null };
    entry.done = attempt(readers[kind]).finally(() => waiting.delete(kind));
    waiting.set(kind, entry);
    return entry.done;
  }));
}

async function readState() {
  const asked = place.as;
  const answer = await api.state(asked);
  if (asked !== place.as) return;
  state = answer;
  startedAt ??= Date.parse(state.clock) / 1000;
  settle();
  draw();
}

async function readMessages() {
  const { as, in: id } = place;
  if (!id) return;
  const answer = await api.conversation(id, as);
  if (as !== place.as || id !== place.in) return;
  messages = answer.messages;
  drawMessages();
}

async function readViews() {
  const asked = place.as;
  if (!asked) return;
  const answer = await api.views(asked);
  if (asked !== place.as) return;
  views = answer;
  modal.show(views);
  drawHome();
}

// A place this person cannot see, or none, becomes the DM with the bot.
function settle() {
  if (!here()) Object.assign(place, { in: home()?.id ?? null, thread: null });
  history.replaceState(null, "", placeUrl({ thread: place.thread, tab: place.tab }));
}

// --- showing -----------------------------------------------------------------------------------

const announce = (text) => { $("announcer").textContent = text.slice(0, 300); };
const list = createList($("messages"), { announce, onThread: (ts) => go({ thread: ts }) });
const replies = createList($("replies"), { announce: () => {} });
const modal = createModal({ context, act });
const commands = () => state?.commands ?? [];
const composer = createComposer({
  id: "composer", commands, onSend: (text) => say(null)(text),
  onUpload: (name, content_base64) => act("upload", { channel: place.in, name, content_base64 }),
});
const replier = createComposer({ id: "reply", commands: () => [], onSend: (text) => say(place.thread)(text) });

function draw() {
  drawBar();
  drawPlace();
  drawMessages();
  drawHome();
}

function drawBar() {
  showPeople(state.people, place.as, (as) => go({ as, in: here()?.kind === "channel" ? place.in : null, thread: null, tab: null }));
  showClock(state.clock, context().who);
  showMoves(state.moves, context().who, moving, move);
}

function drawPlace() {
  const now = here();
  const isDm = now?.kind === "dm";
  const onHome = isDm && place.tab === "home";
  const name = isDm ? state.bot.name : `#${now?.name ?? ""}`;
  const mark = isDm ? avatar(state.bot.id, name, true) : icon(now?.private ? "lock" : "hash");
  if (now) seen.set(`${place.as} ${now.id}`, now.newest);
  document.title = `${name} · ${state.team.name}`;
  $("title").replaceChildren(mark, h("h1", null, isDm ? name : now?.name ?? ""));
  $("tabs").hidden = !isDm;
  for (const [id, on] of [["tab-home", onHome], ["tab-messages", !onHome]]) {
    $(id).setAttribute("aria-selected", String(on));
    $(id).tabIndex = on ? 0 : -1;
  }
  $("home").hidden = !onHome;
  $("pane").hidden = onHome;
  composer.setPlace(`Message ${name}`, now?.archived ? "This channel is archived." : "");
  showSidebar($("sidebar"), state, { as: place.as, current: place.in, unread, placeUrl: context().placeUrl });
}

function unread(one) {
  const since = seen.get(`${place.as} ${one.id}`) ?? startedAt;
  return one.id !== place.in && Number(one.newest ?? 0) > Number(since ?? 0);
}

function intro() {
  const now = here();
  if (now?.kind !== "dm") return h("p", { class: "intro" }, `This is the beginning of #${now?.name ?? ""}.`);
  return h("div", { class: "intro" }, h("p", null, `Here ${state.bot.name} and you talk. Nobody else reads this.`),
    messages.length ? null : steps());
}

function drawMessages() {
  if (!state || !me() || !here()) return;
  const ctx = context();
  const at = `${place.as} ${place.in}`;
  const top = messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts);
  list.show(top, ctx, { place: at, intro: intro() });
  const thread = messages.filter((one) => one.ts === place.thread || one.thread_ts === place.thread);
  $("thread").hidden = !place.thread;
  $("shell").classList.toggle("with-thread", Boolean(place.thread));
  if (!place.thread) return;
  $("thread-note").textContent = here().kind === "dm" ? state.bot.name : `#${here().name}`;
  replier.setPlace("Reply in the thread", here().archived ? "This channel is archived." : "");
  replies.show(thread, ctx, { place: `${at} ${place.thread}`, intro: h("p", { class: "intro" }, "This thread is empty."), inThread: true });
}

let drawnHome = "";
function drawHome() {
  if (!state || !me() || place.tab !== "home") return;
  const view = views.home;
  const now = JSON.stringify([view, context().stamp]);
  if (now === drawnHome) return;
  drawnHome = now;
  const ctx = { ...context(), act: (action) => act("click_view", { ...action, view_id: view.id }) };
  $("home").replaceChildren(h("div", { class: "home-body" },
    view ? blocks(view.blocks, ctx) : h("p", { class: "intro" }, `${state.bot.name} has not filled its Home yet.`)));
}

// --- going -------------------------------------------------------------------------------------

function go(change, push = true) {
  const before = { ...place };
  Object.assign(place, change);
  if (push) history.pushState(null, "", placeUrl({ thread: place.thread, tab: place.tab }));
  showDrawer(false);
  if (before.as !== place.as) return switchPerson();
  if (before.in !== place.in) messages = [];
  draw();
  if (place.thread && place.thread !== before.thread) replier.focus();
  if (place.tab === "home" && before.tab !== "home") act("open_home", {});
  return refresh(["messages"]);
}

async function switchPerson() {
  messages = [];
  views = { modal: null, errors: {}, values: {}, home: null };
  modal.show(views);
  listenAs();
  await refresh(["state", "views"]);
  await refresh(["messages"]);
}

function listenAs() {
  stopListening();
  stopListening = api.listen(place.as, onChange, (connected) => {
    $("offline").hidden = connected;
    $("offline").textContent = connected ? "" : "Connecting to the local Slack…";
  });
}

function onChange(changed) {
  if (!changed) return refresh(["state", "views", "messages"]);
  const kinds = new Set(changed.map((one) => (one === "views" ? "views" : "state")));
  if (changed.includes(`conversation:${place.in}`)) kinds.add("messages");
  return refresh([...kinds]);
}

function showDrawer(open) {
  $("shell").classList.toggle("drawer-open", open);
  $("scrim").hidden = !open;
  $("menu").setAttribute("aria-expanded", String(open));
}

function wire() {
  $("menu").append(icon("menu"));
  $("thread-close").append(icon("close"));
  $("composer-place").append(composer.form);
  $("reply-place").append(replier.form);
  $("menu").addEventListener("click", () => showDrawer(!$("shell").classList.contains("drawer-open")));
  $("scrim").addEventListener("click", () => showDrawer(false));
  $("thread-close").addEventListener("click", () => go({ thread: null }));
  $("tab-home").addEventListener("click", () => go({ tab: "home", thread: null }));
  $("tab-messages").addEventListener("click", () => go({ tab: null }));
  $("tabs").addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const other = $(place.tab === "home" ? "tab-messages" : "tab-home");
      other.click();
      other.focus();
    }
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && showDrawer(false));
  document.addEventListener("click", (event) => {
    const target = event.target.closest("a[data-place]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ in: target.dataset.place, thread: null, tab: null });
  });
  addEventListener("popstate", () => go(readPlace(), false));
}

async function start() {
  wire();
  if (!(await attempt(async () => {
    state = await api.state(place.as);
    if (!me()) place.as = state.people[0]?.id ?? null;
  }))) return setTimeout(() => location.reload(), 3000);
  listenAs();
  await refresh(["state", "views"]);
  await refresh(["messages"]);
  if (place.tab === "home") await act("open_home", {});
}

start();
