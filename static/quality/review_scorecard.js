// Submits a scorecard. Where there is no network the submission is kept on this phone under its key: the scorecard's own
// page, of which the service worker has a copy, goes on with it; without a worker this page does, and asks to be left open.

const form = document.getElementById("submit");
const AGAIN = 15000; // milliseconds until it is tried again
let timer = 0;
let busy = false;

function keep(kept) {
  try {
    if (kept) localStorage.setItem(form.dataset.key, JSON.stringify({ key: form.elements.submission_key.value, version: form.elements.version.value, at: Date.now() }));
    else localStorage.removeItem(form.dataset.key);
  } catch { /* A browser without storage still sends. */ }
}

async function send() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  let answer = null;
  try { answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }); } catch { /* There is no network. */ }
  busy = false;
  if (!answer || answer.status >= 500 || answer.status === 429) return later();
  keep(false);
  if (answer.type === "opaqueredirect") location.replace(form.dataset.list);
  else form.submit(); // the page that comes says why not
}

function later() {
  keep(true);
  if (navigator.serviceWorker?.controller) return location.assign(form.dataset.card);
  document.getElementById("stay").hidden = false;
  timer = setTimeout(send, AGAIN);
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
addEventListener("online", () => { if (form && !document.getElementById("stay").hidden) send(); });
