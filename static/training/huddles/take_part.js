// Asks every two seconds whether something has changed, and sends a choice without leaving the page. Without this script
// the buttons do the same, and a link looks again.
const PAUSE = 2000; // milliseconds, between two looks
const LATEST = 15000; // milliseconds, after several that failed
const PATIENCE = 10000; // milliseconds until an answer of the server is given up
const here = location.href;
let tag = "";
let pause = PAUSE;
let timer = 0;
let sending = false;
let wish = "";

function say(what) {
  const line = document.getElementById("state");
  if (!line) return;
  line.hidden = !what;
  line.textContent = what ? line.dataset[what] : "";
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html").getElementById("live");
  if (!page) return;
  const focused = document.activeElement?.value;
  document.getElementById("live").replaceWith(page);
  if (focused) page.querySelector(`button[value="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

async function ask(options = {}) {
  const answer = await fetch(here, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), ...options });
  if (answer.status >= 500) throw new Error(`busy ${answer.status}`);
  if (answer.status !== 304) {
    show(await answer.text());
    tag = answer.headers.get("ETag") ?? "";
  }
  say("");
  pause = PAUSE;
}

function soon() {
  clearTimeout(timer);
  const stage = document.getElementById("live").dataset.stage;
  if (stage === "over" || stage === "unknown") return;
  timer = setTimeout(look, pause * (0.9 + 0.2 * Math.random())); // thirty telephones, not all at once
}

async function look() {
  if (!sending && !document.hidden) {
    try { await ask({ headers: tag ? { "If-None-Match": tag } : {} }); } catch { later(); }
  }
  soon();
}

function later() {
  say("lost");
  pause = Math.min(pause * 2, LATEST);
}

async function vote(button) { // whoever taps again while one is on its way wants the last one
  wish = button.value;
  for (const each of document.querySelectorAll(".choice")) each.removeAttribute("aria-pressed");
  button.setAttribute("aria-pressed", "true");
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  for (let sent = ""; sent !== wish;) {
    const choice = wish;
    try {
      await ask({ method: "POST", body: new URLSearchParams({ choice }) });
      sent = choice;
    } catch {
      later();
      await new Promise((done) => { setTimeout(done, pause); });
    }
  }
  sending = false;
  soon();
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "vote") return;
  event.preventDefault();
  if (event.submitter) vote(event.submitter);
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
try {
  const { code, stage } = document.getElementById("live").dataset;
  const path = location.pathname;
  if (code) localStorage.setItem(`huddle-${code}`, JSON.stringify({ path, at: Date.now() }));
  else if (stage !== "busy") {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith("huddle-"))) localStorage.removeItem(name);
  }
} catch { /* A private window keeps nothing; scanning again then gives another seat. */ }
soon();
