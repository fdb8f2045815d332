// Saves what changes on a scorecard as it changes, and keeps it on this phone while it cannot be sent: fields that the
// server does not have, until it has them, and a submission that waits for the network. Beside a page that the service
// worker keeps lies what was saved since, so that the copy can be brought up to date.
const form = document.getElementById("scorecard");
const state = document.getElementById("state");
const later = document.getElementById("later");
const key = form.dataset.key, shelf = `submit-${key}`, saved = `${location.pathname}/saved`;
const PAUSE = 700; // milliseconds after the last key
const AGAIN = 15000; // milliseconds until it is tried again
let waiting = new Map(); // field name -> value: what is on this phone and nowhere else yet
let queued = null; // {key, version, at}: a submission that the server is not known to have
let timer = 0;
let sending = false;
let leaving = false;
let pressed = null; // the button that was pressed while something was still on its way
let cut = false; // whether it was the network that kept something from being sent
let renewed = false; // whether the page's token was fetched anew since something was saved

function say(what, late = false, time = "") {
  state.textContent = state.dataset[what].replace("{}", time);
  state.classList.toggle("late", late);
  const alone = !navigator.serviceWorker?.controller && (waiting.size || queued || document.body.dataset.photos);
  document.getElementById("stay").hidden = !alone; // nothing would show this page again
}

function put(name, value) {
  try {
    if (value) localStorage.setItem(name, JSON.stringify({ ...value, at: Date.now() }));
    else localStorage.removeItem(name);
  } catch { /* A browser without storage still sends. */ }
}

function recall(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

function keep() {
  put(key, waiting.size ? { version: form.version.value, writer: form.writer.value, fields: [...waiting] } : null);
  put(shelf, queued);
  show();
}

function count() {
  const bar = document.getElementById("progress");
  bar.value = [...form.querySelectorAll(".item")].filter(answered).length;
  document.getElementById("count").textContent = `${bar.value}/${bar.max}`;
}

function answered(item) {
  if (item.querySelector("[name]:checked") || item.matches("[data-kind=photo][data-photo-kept]")) return true;
  const own = [...item.querySelectorAll("[data-answer], input[type=number], input[inputmode=numeric]")];
  return own.some((field) => field.value.trim());
}

function photographed(item) { return Boolean(document.querySelector(`#uploads [data-item="${CSS.escape(item)}"]`)); }

function changed(event) {
  const field = event.target;
  if (!field.name || field.type === "hidden") return;
  field.removeAttribute("aria-invalid");
  if (field.closest(".item")) setApart(field);
  waiting.set(field.name, current(field.name));
  if (queued && !queued.version) queued = null; // what is changed is to be looked at again
  keep();
  count();
  clearTimeout(timer);
  timer = setTimeout(send, event.type === "input" && field.type !== "radio" ? PAUSE : 0);
}

async function send() {
  clearTimeout(timer);
  if (sending || !(waiting.size || pressed || queued)) return;
  sending = true;
  cut = false;
  const batch = new Map(waiting);
  const own = ["csrf_token", "version", "writer"].map((name) => [name, form.elements[name].value]);
  say("saving");
  let done = false;
  try {
    if (queued?.version) await submit(); // it may have come already, so nothing else is sent
    else done = await post(batch, own);
    if (done && queued && !waiting.size) await submit();
  } catch { tryLater(); }
  sending = false;
  if (pressed) goOn(done);
}

async function post(batch, own) {
  const body = new URLSearchParams([...own, ...batch]);
  const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.ok) acknowledge(batch, await answer.json());
  else await refuse(answer.status);
  return answer.ok;
}

async function submit() { // once everything else is there
  if (document.body.dataset.photos) return say("queued", true);
  queued.version ??= form.version.value;
  keep();
  const own = { csrf_token: form.elements.csrf_token.value, version: queued.version, submission_key: queued.key };
  const answer = await fetch(form.dataset.review, { method: "POST", body: new URLSearchParams(own), redirect: "manual" });
  if (answer.type !== "opaqueredirect" && (answer.status >= 500 || answer.status === 429)) throw new Error("busy");
  if ([400, 401].includes(answer.status)) return refuse(answer.status);
  queued = null;
  keep();
  leaving = true;
  location.replace(answer.type === "opaqueredirect" ? form.dataset.list : form.dataset.review); // or it says what is missing
}

function goOn(done) {
  if (done && waiting.size) return send();
  const button = pressed;
  pressed = null;
  if (!done) return cut ? offerLater() : null;
  leaving = true;
  location.assign(form.dataset.review);
}

function acknowledge(batch, facts) {
  form.version.value = facts.version;
  renewed = false;
  for (const [name, value] of batch) if (waiting.get(name) === value) waiting.delete(name);
  keep();
  note();
  say(queued ? "queued" : "saved", Boolean(queued), facts.saved_at);
  for (const [name, fault] of Object.entries(facts.faults)) {
    form.elements[name]?.setAttribute?.("aria-invalid", "true");
    state.textContent = fault;
    state.classList.add("late");
  }
  if (waiting.size) timer = setTimeout(send, PAUSE);
}

async function refuse(status) {
  if (status === 409) {
    say("clash", true);
    leaving = true;
    form.requestSubmit(document.getElementById("save")); // The page that comes shows both versions side by side.
  } else if (status === 404) say("closed", true);
  else if (status === 401 || (status === 400 && renewed)) say("ended", true);
  else if (status === 400) await renew();
  else tryLater();
}

async function renew() { // a page that lay on this phone for long holds the token of an earlier session
  renewed = true;
  const html = await (await fetch(location.pathname, { headers: { Accept: "text/html" } })).text();
  const token = new DOMParser().parseFromString(html, "text/html").querySelector("#scorecard [name=csrf_token]");
  if (!token) return say("ended", true);
  form.elements.csrf_token.value = token.value;
  timer = setTimeout(send, PAUSE);
}

function tryLater() {
  cut = true;
  say(queued ? "queued" : "kept", true);
  clearTimeout(timer);
  timer = setTimeout(send, AGAIN);
}

function submitted(event) {
  if (leaving || event.submitter?.value.startsWith("photo")) return;
  event.preventDefault(); // what is still on its way goes first; without a network the page stays
  if (event.submitter?.value === "review") pressed = event.submitter;
  send();
}

function missing() { // what this page can tell of it; the server looks again
  const times = ["arrived", "left"].filter((name) => form.elements[name] && !form.elements[name].value);
  const praise = form.elements.praise.value.trim() || form.querySelector("[name=nothing]:checked") ? [] : ["praise"];
  const items = [...form.querySelectorAll(".item")].filter((item) => {
    const owes = item.querySelector(".low:checked") && !item.querySelector("textarea").value.trim();
    const bare = item.querySelector(".low-photo:checked") && !item.matches("[data-photo-kept]") && !photographed(item.id);
    return !answered(item) || owes || bare;
  });
  return [...times, ...praise, ...items.map((item) => item.id)];
}

function offerLater() {
  const gone = missing();
  later.hidden = false;
  later.querySelector("[data-missing]").hidden = !gone.length;
  later.querySelector("[data-ready]").hidden = Boolean(gone.length);
  later.querySelector("ul").replaceChildren(...gone.map((name) => {
    const line = document.createElement("li"), link = document.createElement("a"), place = document.getElementById(name);
    link.href = `#${name}`;
    const words = place.matches(".item") ? [...place.querySelector("legend").children] : [form.querySelector(`label[for=${name}]`)];
    link.textContent = words.map((part) => part.firstChild.textContent.trim()).join(" ");
    line.append(link);
    return line;
  }));
  later.scrollIntoView({ block: "nearest" });
}

function show() { // whether a submission waits
  later.querySelector("[data-queued]").hidden = !queued;
  later.querySelector("#take-back").hidden = Boolean(queued?.version); // from then on nobody knows whether it came
  for (const part of form.querySelectorAll("section:not(#later), details")) part.inert = Boolean(queued?.version);
  if (!queued) return;
  later.hidden = false;
  for (const part of later.querySelectorAll("[data-missing], [data-ready]")) part.hidden = true;
}

function enqueue() {
  queued = { key: crypto.randomUUID?.() ?? form.elements.writer.value, version: null };
  keep();
  say("queued", true);
  send();
}

function takeBack() {
  queued = null;
  keep();
  later.hidden = true;
  say(waiting.size ? "kept" : "copy", true);
}

async function note() { // what the server has of this page, beside the copy of the page
  if (!navigator.serviceWorker?.controller) return;
  const names = [...new Set([...form.elements].map((field) => field.name))].filter((name) => name && fields(name).length);
  const facts = { version: form.version.value, writer: form.writer.value, fields: names.map((name) => [name, current(name)]) };
  try { await (await caches.open("card-1")).put(saved, new Response(JSON.stringify(facts))); } catch { /* What waits is kept. */ }
}

async function catchUp() { // a copy of the page is as old as the last time it was opened
  try {
    const facts = await (await (await caches.open("card-1")).match(saved)).json();
    if (Number(facts.version) < Number(form.version.value)) return;
    for (const [name, value] of facts.fields) fill(name, value);
    form.version.value = facts.version;
    form.writer.value = facts.writer;
  } catch { /* Nothing was saved since. */ }
}

async function restore() {
  const isCopy = "copy" in document.body.dataset;
  if (isCopy) await catchUp();
  const kept = recall(key);
  queued = recall(shelf);
  for (const [name, value] of kept?.fields ?? []) if (!waiting.has(name) && current(name) !== value) waiting.set(name, value);
  for (const [name, value] of waiting) fill(name, value);
  if (waiting.size && kept) {
    form.version.value = kept.version; // Where another device saved meanwhile, this one is told.
    form.writer.value = kept.writer;
  }
  keep();
  count();
  if (isCopy) say(waiting.size ? "kept" : "copy", true);
  else if (waiting.size) say("restored", true);
  send();
}

function fields(name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)];
}

function isBox(field) { return field.type === "radio" || field.type === "checkbox"; }

function current(name) { // a ticked box outweighs what is typed beside it
  const all = fields(name), chosen = all.find((field) => field.checked) ?? all.find((field) => !isBox(field));
  return chosen?.value ?? (all[0]?.matches(".item [type=checkbox], [type=radio]") ? "" : "0");
}

function fill(name, value) {
  const boxes = fields(name).filter(isBox), others = fields(name).filter((field) => !isBox(field));
  for (const field of boxes) field.checked = field.value === value;
  for (const field of others) field.value = boxes.some((box) => box.checked) ? "" : value;
}

function setApart(field) { // either a number, or one reason why there is none
  if (isBox(field) && !field.checked) return;
  for (const other of fields(field.name)) {
    if (other === field) continue;
    if (isBox(other)) other.checked = false;
    else other.value = "";
  }
}

function keepForLater() { // a worker that is new has seen no page yet
  const workers = navigator.serviceWorker;
  workers?.addEventListener("controllerchange", () => {
    workers.controller?.postMessage({ pages: [location.pathname] });
    note();
  });
  workers?.register(form.dataset.worker).catch(() => {}); // not everywhere: a private window, a browser within an app
}

document.body.classList.add("is-live");
form.addEventListener("change", changed);
form.addEventListener("input", changed);
form.addEventListener("submit", submitted);
document.getElementById("enqueue").addEventListener("click", enqueue);
document.getElementById("take-back").addEventListener("click", takeBack);
document.addEventListener("photos", () => { count(); send(); });
window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });
window.addEventListener("beforeunload", (event) => { if (waiting.size && !leaving && !navigator.serviceWorker?.controller) { send(); event.preventDefault(); } });
restore();
keepForLater();
