// An answer has a key of its own, is kept on this phone until the server has it, and goes out one at a time until then.
// The page that comes back takes the place of this one; "scene" is then sent to the document, for other scripts.
// Keys 1 to 9 choose. Without this script the buttons do the same, one tap at a time.

const PATIENCE = 10000; // milliseconds until an answer of the server is given up
const SOONEST = 1000, LATEST = 60000; // milliseconds between two tries
const OLD = 30 * 86400000; // milliseconds after which nobody comes back for what was kept
const here = location.pathname;
const PREFIX = "play:", shelf = PREFIX + here.split("/").pop();
let form = null;
let kept = null; // {position, fields, tried, at}: the answer that the server is not known to have
let ended = false; // whether the session had ended when it was last sent
let stale = false; // whether the page may not be what the server would show: a copy, or out of the browser's memory
let busy = false;
let pause = SOONEST;
let timer = 0;

function show(state, ...notes) {
  for (const part of document.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  for (const part of document.querySelectorAll("[data-note]")) part.hidden = !notes.includes(part.dataset.note);
}

function showKept(state) {
  const alone = navigator.serviceWorker?.controller ? [] : ["stay"]; // nothing would show this page again
  show(state, "kept", ...alone, ...(kept.tried ? [] : ["back"]));
}

function save() {
  try {
    if (kept) localStorage.setItem(shelf, JSON.stringify(kept));
    else localStorage.removeItem(shelf);
  } catch { /* A browser without storage still sends. */ }
}

function recall() { // what was kept for this scene; for another one the server has it, or another device was first
  try {
    const found = JSON.parse(localStorage.getItem(shelf));
    return found?.position === form.elements.position.value ? found : null;
  } catch { return null; }
}

function sweep() {
  try {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      if (!(Date.now() - JSON.parse(localStorage.getItem(name)).at < OLD)) localStorage.removeItem(name);
    }
  } catch { /* There is nothing to sweep. */ }
}

function lock() { // one answer at a time: the one that is kept stands out, the others and its reason stay as they are
  const token = kept?.fields.find(([name]) => name === "choice")?.[1];
  form.toggleAttribute("data-kept", Boolean(kept));
  for (const button of form.querySelectorAll("button[name=choice]")) {
    button.classList.toggle("pressed", button.value === token);
    if (button.value === token) button.setAttribute("aria-pressed", "true");
    else button.removeAttribute("aria-pressed");
    button.disabled = Boolean(kept) && button.value !== token;
  }
  const reason = form.elements.reason;
  if (!reason) return;
  reason.readOnly = Boolean(kept);
  reason.value = kept?.fields.find(([name]) => name === "reason")?.[1] ?? reason.value;
}

function chosen(event) {
  const button = event.submitter, reason = form.elements.reason;
  if (button?.name !== "choice") return; // it goes elsewhere: to a hint
  event.preventDefault();
  if (kept || busy) return;
  if (button.querySelector(".needs-why") && !reason.value.trim()) {
    show(navigator.onLine ? "saved" : "offline", "why");
    reason.focus();
    return;
  }
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrf_token");
  fields.push([button.name, button.value]);
  kept = { position: form.elements.position.value, fields, tried: false, at: Date.now() };
  save();
  lock();
  send();
}

function takeBack() {
  if (!kept || kept.tried) return;
  forget();
  lock();
  show("offline", ...(stale ? ["copy"] : []));
}

function forget() {
  kept = null;
  ended = false;
  save();
}

async function ask(options) { // what the server answers, as {status, path, wait, page}; null where nothing came in time
  const control = new AbortController();
  const late = setTimeout(() => control.abort(), PATIENCE);
  const unseen = !navigator.serviceWorker?.controller; // a worker that starts meanwhile does not see what comes
  busy = true;
  try {
    const answer = await fetch(here, { ...options, signal: control.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (unseen) keepThis();
    const wait = Number(answer.headers.get("Retry-After")) || 0;
    return { status: answer.status, path: new URL(answer.url).pathname, wait, page };
  } catch {
    return null;
  } finally {
    clearTimeout(late);
    busy = false;
  }
}

async function send() {
  clearTimeout(timer);
  if (busy || !kept) return;
  if (!navigator.onLine && pause < LATEST) return later(null); // in the end it is tried anyway: browsers err
  kept.tried = true; // from here on nobody knows whether the server has it
  save();
  show("sending");
  const answer = await ask({ method: "POST", body: new URLSearchParams([["csrf_token", form.elements.csrf_token.value], ...kept.fields]) });
  if (!answer || isTrouble(answer)) later(answer);
  else if (!isScene(answer.page) && [400, 401].includes(answer.status)) {
    ended = true;
    show("unsent", "ended");
  } else {
    forget();
    turn(answer);
  }
}

async function look() { // what the server shows here now
  clearTimeout(timer);
  if (busy) return;
  const answer = navigator.onLine ? await ask({}) : null;
  if (!answer || isTrouble(answer)) return later(answer);
  if (isScene(answer.page)) turn(answer);
  else if (kept) show("unsent", "ended");
  else location.replace(here);
}

function later(answer) {
  if (kept) showKept(answer ? "unsent" : "offline");
  else show("offline", "copy");
  timer = setTimeout(again, Math.max((answer?.wait ?? 0) * 1000, pause * (1 + Math.random() / 2))); // not all phones at once
  pause = Math.min(pause * 2, LATEST);
}

function again() {
  if (kept && !ended) send();
  else if (kept || stale) look();
  else show(navigator.onLine ? "saved" : "offline");
}

function hurry() {
  pause = SOONEST;
  if (!busy) again();
}

function isTrouble(answer) { return answer.status >= 500 || answer.status === 429; }
function isScene(page) { return Boolean(page.getElementById("choices")); }

async function turn({ page, path }) { // put the page that came in the place of this one
  const strange = [...page.scripts].some((script) => !document.querySelector(`script[src="${script.getAttribute("src")}"]`));
  if (strange) return location.replace(path); // a newer version of the site
  const old = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href"));
  const sheets = [...page.querySelectorAll("link[rel=stylesheet]")];
  await Promise.all(sheets.filter((link) => !old.includes(link.getAttribute("href"))).map(add));
  const wanted = sheets.map((link) => link.getAttribute("href"));
  document.querySelectorAll("link[rel=stylesheet]").forEach((link) => wanted.includes(link.getAttribute("href")) || link.remove());
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(page.body);
  const place = document.getElementById("latest");
  history.replaceState(null, "", place ? `${path}#latest` : path);
  begin();
  arrive(place ?? document.getElementById("main"));
}

function add(link) {
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

function arrive(place) { // a screen reader goes on reading here
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  if (place.id === "latest") place.scrollIntoView();
  else scrollTo(0, 0);
}

function begin() { // on each page that is put in place
  form = document.getElementById("choices");
  clearTimeout(timer);
  pause = SOONEST;
  if (form) {
    form.addEventListener("submit", chosen);
    document.querySelector("[data-note=back]").addEventListener("click", takeBack);
    kept = recall();
    save();
    lock();
    stale = "copy" in document.body.dataset; // so the service worker marks it
    if (!kept && stale) later(null);
    else again();
  }
  document.dispatchEvent(new Event("scene"));
}

function keepForLater() { // a worker that is new has seen no page yet
  const workers = navigator.serviceWorker;
  workers?.addEventListener("controllerchange", keepThis);
  workers?.register(form.dataset.worker).catch(() => {}); // not everywhere: a private window, a browser within an app
}

function keepThis() { navigator.serviceWorker?.controller?.postMessage("keep this page"); }

addEventListener("online", hurry);
addEventListener("offline", () => { if (form && !busy) kept ? showKept("offline") : show("offline"); });
document.addEventListener("visibilitychange", () => { if (form && document.visibilityState === "visible") hurry(); });
addEventListener("pageshow", (event) => { if (form && event.persisted) { stale = true; kept = recall(); lock(); hurry(); } });
addEventListener("submit", (event) => { // the small forms of the page would lead to the browser's own error page
  if (event.defaultPrevented || (navigator.onLine && !(kept && event.target === form))) return;
  event.preventDefault();
  if (!kept) show("offline");
});
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || !form) return;
  if (event.target.matches("textarea")) return; // a digit in a reason is no answer
  const button = form.querySelectorAll("button.choice")[Number(event.key) - 1];
  if (button && !kept) form.requestSubmit(button);
});

sweep();
begin();
keepForLater();
