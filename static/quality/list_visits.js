// Lets the service worker keep the scorecards that are open, so that they open without a network too, and says which of
// them hold something on this phone that was not sent yet.

const list = document.querySelector("[data-worker]");
const OLD = 30 * 86400000; // milliseconds after which nobody comes back for what was kept
const pages = [...document.querySelectorAll("[data-card]")].map((link) => new URL(link.href).pathname);

function kept(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

for (const link of document.querySelectorAll("[data-card]")) {
  const waits = ["", "submit-"].some((kind) => kept(`${kind}scorecard-${link.dataset.card}`));
  link.querySelector("[data-unsent]").hidden = !waits;
}
try {
  for (const name of Object.keys(localStorage).filter((each) => /^(submit-)?scorecard-/.test(each))) {
    if (!(Date.now() - (kept(name)?.at ?? 0) < OLD)) localStorage.removeItem(name);
  }
} catch { /* There is nothing to sweep. */ }
try {
  const worker = await navigator.serviceWorker.register(list.dataset.worker);
  const active = worker.active ?? await new Promise((done) => {
    const coming = worker.installing ?? worker.waiting;
    coming.addEventListener("statechange", () => { if (coming.state === "activated") done(coming); });
  });
  active.postMessage({ pages, only: true });
} catch { /* Not everywhere: a private window, a browser within an app. */ }
