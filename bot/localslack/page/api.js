// The page's side of /local/...: three things to read, two to do, one to listen to.

const DOWN = "The local Slack does not answer. Is okrbot demo still running?";

async function json(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(DOWN);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.message ?? `The local Slack answered ${response.status} to ${path}.`);
  return body;
}

const read = (path, as) => json(`${path}?${new URLSearchParams(as ? { as } : {})}`);

async function post(path, body) {
  const answer = await json(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(answer.message ?? "That did not work.");
  return answer;
}

export const state = (as) => read("/local/state", as);
export const conversation = (id, as) => read(`/local/conversation/${encodeURIComponent(id)}`, as);
export const views = (as) => read("/local/views", as);
export const act = (as, what, details) => post("/local/act", { ...details, as, do: what });
export const suggest = (as, asked) => post("/local/options", { ...asked, as });
export const moveClock = (move) => post("/local/clock", { move });

// Calls back with what changed, and with null after every (re)connection, as anything may have changed meanwhile.
export function listen(as, onChange, onConnected) {
  let socket;
  let stopped = false;
  let wait = 250;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(`${scheme}//${location.host}/local/live?${new URLSearchParams({ as })}`);
    socket.addEventListener("open", () => {
      wait = 250;
      onConnected(true);
      onChange(null);
    });
    socket.addEventListener("message", (event) => onChange(JSON.parse(event.data).changed ?? []));
    socket.addEventListener("close", () => {
      if (stopped) return;
      onConnected(false);
      setTimeout(() => !stopped && connect(), wait);
      wait = Math.min(wait * 2, 4000);
    });
  }

  connect();
  return () => {
    stopped = true;
    socket.close();
  };
}
