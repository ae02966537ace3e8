// Draws what the store knows.

import { h, icon } from "./dom.js";
import { showClock, showMoves, showPeople } from "./bar.js";
import { createComposer } from "./composer.js";
import { avatar, createList } from "./conversation.js";
import { toast } from "./dialogs.js";
import { createHome } from "./home.js";
import { createModal } from "./modal.js";
import { showSidebar, steps } from "./sidebar.js";
import { act, context, data, here, isReady, place, suggest } from "./store.js";
import { words } from "./words.js";

const $ = (id) => document.getElementById(id);
const CLOSED = "This channel is archived.";
const wordsHere = () => words(context());

export function createScreen({ onPerson, onMove, onThread }) {
  const list = createList($("messages"), { onThread });
  const replies = createList($("replies"));
  const modal = createModal({ context, act, suggest });
  const home = createHome($("home"), { act, suggest });
  const composer = createComposer({
    id: "composer",
    commands: () => data.state?.commands ?? [],
    shortcuts,
    words: wordsHere,
    zone: $("composer-place").parentElement,
    onSend: (text) => send(text),
    onUpload: (files, text) => upload(files, text),
  });
  const replier = createComposer({
    id: "reply",
    sendLabel: "Send the reply",
    commands: () => [],
    shortcuts: () => [],
    words: wordsHere,
    zone: $("reply-place").parentElement,
    onSend: (text) => send(text, place.thread),
    onUpload: (files, text) => upload(files, text, place.thread),
  });
  const seen = new Map();
  let startedAt = null;

  $("composer-place").append(composer.form);
  $("reply-place").append(replier.form);

  function send(text, thread) {
    (thread ? replies : list).toEnd();
    if (!text.startsWith("/")) return act("say", { channel: place.in, text, thread_ts: thread ?? null });
    if (!thread) return act("slash", { channel: place.in, text });
    toast("Slash commands do not work in threads, as in Slack.");
    return false;
  }

  function shortcuts() {
    return (data.state?.shortcuts ?? []).filter((one) => one.type === "global").map((one) => ({
      name: one.name,
      note: one.description,
      run: () => act("shortcut", { callback_id: one.callback_id }),
    }));
  }

  function upload(files, text, thread) {
    (thread ? replies : list).toEnd();
    return act("upload", { channel: place.in, files, text, thread_ts: thread ?? null });
  }

  function drawBar(moving = null) {
    const { who } = context();
    showPeople(data.state.people, place.as, onPerson);
    showClock(data.state.clock, who);
    showMoves(data.state.moves, who, moving, onMove);
  }

  function drawPlace() {
    const { state } = data;
    const now = here();
    const isDm = now.kind === "dm";
    const onHome = isDm && state.home_tab && place.tab === "home";
    const title = isDm ? state.bot.name : now.name;
    const name = isDm ? title : `#${title}`;
    if (startedAt === null) state.conversations.forEach((one) => seen.set(seenKey(one), one.newest));
    startedAt ??= Date.parse(state.clock) / 1000;
    seen.set(seenKey(now), now.newest);
    document.title = `${name} · ${state.team.name}`;
    const mark = isDm ? avatar(state.bot.id, name, true) : icon(now.private ? "lock" : "hash");
    $("title").replaceChildren(mark, h("h1", null, title));
    $("tabs").hidden = !isDm || !state.home_tab;
    $("tabs").setAttribute("aria-label", name);
    showTab("tab-home", $("home"), onHome);
    showTab("tab-messages", $("pane"), !onHome);
    composer.setPlace(`Message ${name}`, now.archived && CLOSED);
    $("menu").classList.toggle("has-unread", state.conversations.some(unread));
    showSidebar($("sidebar"), state, { as: place.as, current: place.in, unread, placeUrl: context().placeUrl });
  }

  function showTab(id, panel, on) {
    $(id).setAttribute("aria-selected", String(on));
    $(id).tabIndex = on ? 0 : -1;
    panel.hidden = !on;
  }

  const seenKey = (one) => `${place.as} ${one.id}`;

  // What was there when the page was opened counts as read; of people looked at later only the clock tells.
  function unread(one) {
    const newest = Number(one.newest ?? 0);
    if (one.id === place.in) return false;
    return seen.has(seenKey(one)) ? newest > Number(seen.get(seenKey(one))) : newest >= startedAt;
  }

  function intro() {
    const { bot } = data.state;
    if (here().kind !== "dm") return h("p", { class: "intro" }, `This is the beginning of #${here().name}.`);
    return h("div", { class: "intro" }, h("p", null, `This is where ${bot.name} and you talk. Only you see it.`),
      data.messages.length ? null : steps());
  }

  function drawMessages() {
    if (!isReady()) return;
    drawThread();
    if (!data.messages) return list.clear();
    const top = data.messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts);
    list.show(top, context(), { place: `${place.as} ${place.in}`, intro: intro() });
  }

  function drawThread() {
    $("thread").hidden = !place.thread;
    $("shell").classList.toggle("with-thread", Boolean(place.thread));
    if (!place.thread || !data.messages) return replies.clear();
    const thread = data.messages.filter((one) => [one.ts, one.thread_ts].includes(place.thread));
    $("thread-note").textContent = here().kind === "dm" ? data.state.bot.name : `#${here().name}`;
    replier.setPlace("Reply in the thread", here().archived && CLOSED);
    replies.show(thread, context(), { place: place.thread, inThread: true, intro: null });
  }

  function drawHome() {
    if (!isReady() || place.tab !== "home") return;
    home.show(data.views, context(), `${data.state.bot.name} has not filled its Home yet.`);
  }

  function draw() {
    if (!isReady()) return;
    drawBar();
    drawPlace();
    drawMessages();
    drawHome();
  }

  function drawViews() {
    modal.show(data.views);
    drawHome();
  }

  return { draw, drawBar, drawMessages, drawViews, focusReply: () => replier.focus() };
}
