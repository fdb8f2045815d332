// Saves what changes on a scorecard as it changes, and keeps it on this phone while it cannot be sent.
const form = document.getElementById("scorecard");
const state = document.getElementById("state");
const key = form.dataset.key;
const PAUSE = 700; // milliseconds after the last key
const AGAIN = 15000; // milliseconds until it is tried again
let waiting = new Map(); // field name -> value: what is on this phone and nowhere else yet
let timer = 0;
let sending = false;
let leaving = false;
let pressed = null; // the button that was pressed while something was still on its way

function say(what, late = false, time = "") {
  state.textContent = state.dataset[what].replace("{}", time);
  state.classList.toggle("late", late);
}

function keep() {
  try {
    const page = { version: form.version.value, writer: form.writer.value, fields: [...waiting] };
    if (waiting.size) localStorage.setItem(key, JSON.stringify(page));
    else localStorage.removeItem(key);
  } catch { /* A browser without storage still sends. */ }
}

function count() {
  const names = new Set([...form.querySelectorAll(".item input[type=radio]:checked")].map((input) => input.name));
  const bar = document.getElementById("progress");
  bar.value = names.size;
  document.getElementById("count").textContent = `${names.size}/${bar.max}`;
}

function changed(event) {
  const field = event.target;
  if (!field.name || field.type === "hidden") return;
  field.removeAttribute("aria-invalid");
  waiting.set(field.name, field.type === "checkbox" ? (field.checked ? field.value : "0") : field.value);
  keep();
  count();
  clearTimeout(timer);
  timer = setTimeout(send, event.type === "input" && field.type !== "radio" ? PAUSE : 0);
}

async function send() {
  if (sending || !waiting.size) return;
  sending = true;
  const batch = new Map(waiting);
  const own = ["csrf_token", "version", "writer"].map((name) => [name, form.elements[name].value]);
  const body = new URLSearchParams([...own, ...batch]);
  say("saving");
  let done = false;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" } });
    done = answer.ok;
    if (done) acknowledge(batch, await answer.json());
    else refuse(answer.status);
  } catch { later(); }
  sending = false;
  if (pressed) goOn(done);
}

function goOn(done) {
  const button = pressed;
  if (done && waiting.size) return send();
  pressed = null;
  if (done) form.requestSubmit(button);
}

function acknowledge(batch, facts) {
  form.version.value = facts.version;
  for (const [name, value] of batch) if (waiting.get(name) === value) waiting.delete(name);
  keep();
  say("saved", false, facts.saved_at);
  for (const [name, fault] of Object.entries(facts.faults)) {
    form.elements[name]?.setAttribute?.("aria-invalid", "true");
    state.textContent = fault;
    state.classList.add("late");
  }
  if (waiting.size) timer = setTimeout(send, PAUSE);
}

function refuse(status) {
  if (status === 409) {
    say("clash", true);
    leaving = true;
    form.requestSubmit(document.getElementById("save")); // The page that comes shows both versions side by side.
  } else if (status === 401 || status === 400) say("ended", true);
  else later();
}

function later() {
  say("kept", true);
  clearTimeout(timer);
  timer = setTimeout(send, AGAIN);
}

function submitted(event) {
  if (!leaving && waiting.size) { // What is still on its way goes first; without a network the page stays.
    event.preventDefault();
    pressed = event.submitter;
    clearTimeout(timer);
    send();
  } else leaving = true;
}

function restore() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { return; }
  waiting = new Map((kept?.fields ?? []).filter(([name, value]) => current(name) !== value));
  keep();
  if (!waiting.size) return;
  for (const [name, value] of waiting) put(name, value);
  form.version.value = kept.version; // Where another device saved meanwhile, this one is told.
  form.writer.value = kept.writer;
  count();
  say("restored", true);
  send();
}

function current(name) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)];
  const chosen = fields.find((field) => field.checked);
  if (fields[0]?.type === "radio") return chosen?.value;
  if (fields[0]?.type === "checkbox") return chosen ? chosen.value : "0";
  return fields[0]?.value;
}

function put(name, value) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
    else field.value = value;
  }
}

document.body.classList.add("is-live");
form.addEventListener("change", changed);
form.addEventListener("input", changed);
form.addEventListener("submit", submitted);
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => { if (waiting.size && !leaving) { send(); event.preventDefault(); } });
restore();
