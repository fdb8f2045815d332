// Saves each mark as it is given, and keeps on this phone what the server does not have yet, until it has it.
// Without this script the buttons save.
const form = document.getElementById("marks");
const state = document.getElementById("state");
const key = form.dataset.key;
const PAUSE = 700; // milliseconds after the last key
const AGAIN = 8000; // milliseconds until it is tried again
let waiting = new Map(); // field name -> value: what is on this phone and nowhere else yet
let timer = 0;
let sending = false;
let ended = false;

function say(what, late = false, time = "") {
  state.textContent = state.dataset[what].replace("{}", time);
  state.classList.toggle("late", late);
}

function keep() {
  try {
    if (waiting.size) localStorage.setItem(key, JSON.stringify([...waiting]));
    else localStorage.removeItem(key);
  } catch { /* A browser without storage still sends. */ }
}

function count() {
  const done = new Set([...form.querySelectorAll("input[type=radio]:checked")].map((field) => field.name)).size;
  document.getElementById("progress").value = done;
  document.getElementById("count").textContent = `${done}/${form.dataset.all}`;
}

function changed(event) {
  const field = event.target;
  if (field.type === "hidden" || !field.name) return;
  waiting.set(field.name, field.value);
  keep();
  count();
  clearTimeout(timer);
  timer = setTimeout(send, field.type === "radio" ? 0 : PAUSE);
}

async function send() {
  clearTimeout(timer);
  if (sending || ended || !waiting.size) return;
  sending = true;
  const batch = new Map(waiting);
  say("saving");
  try {
    const body = new URLSearchParams([["csrf_token", form.elements.csrf_token.value], ...batch]);
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.ok) acknowledge(batch, await answer.json());
    else refuse(answer.status);
  } catch {
    say("kept", true);
    timer = setTimeout(send, AGAIN);
  }
  sending = false;
  if (waiting.size && !timer) send();
}

function acknowledge(batch, facts) {
  for (const [name, value] of batch) if (waiting.get(name) === value) waiting.delete(name);
  timer = 0;
  keep();
  say("saved", false, facts.saved_at);
}

function refuse(status) {
  if (status === 409 || status === 404) { // handed in on another device, or taken back: the page says so
    waiting.clear();
    keep();
    location.reload();
  } else if ([0, 400, 401, 403].includes(status)) {
    ended = true;
    say("ended", true);
  } else throw new Error(String(status));
}

function restore() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(key)) ?? []; } catch { return; }
  for (const [name, value] of kept) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value; // of a group of buttons this presses the one with the value
    waiting.set(name, value);
  }
  if (!waiting.size) return;
  count();
  say("restored", true);
  timer = setTimeout(send, PAUSE);
}

document.body.classList.add("is-live");
form.addEventListener("change", changed);
form.addEventListener("input", (event) => { if (event.target.matches("textarea")) changed(event); });
form.addEventListener("submit", (event) => {
  if (!navigator.onLine) {
    event.preventDefault();
    say("kept", true);
    return;
  }
  clearTimeout(timer);
  sending = true; // the form itself carries everything
});
addEventListener("online", send);
addEventListener("pageshow", (event) => { if (event.persisted) sending = false; });
restore();
