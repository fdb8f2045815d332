// Sends an answer without leaving the page, and keeps it on this phone until it has arrived: a shop's cellar has no network.
// The same answer may be sent again and again: the server knows its key and takes it once.
const SHELF = "answer-";
const LASTS = 3 * 86400e3; // milliseconds; the server takes no older page
const PAUSES = [2, 5, 15, 60]; // seconds until it is tried again
const MOST = 20; // seconds until a request that gets no answer is given up
const unsent = new Map(); // shelf name -> {url, body, at}
let timer = 0;
let tries = 0;

function recall() {
  try {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(SHELF))) {
      const kept = JSON.parse(localStorage.getItem(name));
      if (Date.now() - kept.at < LASTS) unsent.set(name, kept);
      else localStorage.removeItem(name);
    }
  } catch { /* Without storage, answers wait in this page. */ }
}

function keep(name, answer) {
  unsent.set(name, answer);
  try { localStorage.setItem(name, JSON.stringify(answer)); } catch { return false; }
  return true;
}

function drop(name) {
  unsent.delete(name);
  try { localStorage.removeItem(name); } catch { /* It was never kept. */ }
}

function say(what) {
  const line = document.getElementById("state");
  if (!line) return;
  line.hidden = !what;
  line.textContent = what ? line.dataset[what] : "";
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.querySelector("header").replaceWith(page.querySelector("header"));
  document.getElementById("main").replaceWith(page.getElementById("main"));
}

async function fetched(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { Accept: "text/html" }, signal: AbortSignal.timeout?.(MOST * 1000) });
  if (answer.status >= 500 || answer.status === 429) throw new Error(`busy ${answer.status}`);
  return answer.text();
}

async function send() {
  clearTimeout(timer);
  for (const [name, answer] of [...unsent]) {
    let html;
    try {
      html = await fetched(answer.url, { method: "POST", body: new URLSearchParams(answer.body) });
    } catch {
      wait(answer.held);
      return;
    }
    drop(name); // it has come, or the page that comes back says what is wrong and holds what was ticked
    if (answer.url !== location.pathname) continue;
    show(html);
    scrollTo(0, 0);
    document.querySelector("h1").focus();
  }
  tries = 0;
}

function wait(held) {
  say(held ? "held" : "waiting");
  timer = setTimeout(send, 1000 * PAUSES[Math.min(tries, PAUSES.length - 1)]);
  tries += 1;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-keep]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form)).toString();
  const answer = { url: location.pathname, body, at: Date.now() };
  const name = SHELF + form.elements.pass.value;
  if (!keep(name, answer)) answer.held = true; // a private window keeps nothing
  form.querySelector(".send").disabled = true;
  say("sending");
  send();
});

document.addEventListener("click", async (event) => { // another language, with what is ticked already
  const link = event.target.closest("a.switch");
  const form = document.querySelector("form[data-keep]");
  if (!link || !form) return;
  event.preventDefault();
  const given = [...new FormData(form)].filter(([name, value]) => name.startsWith("q-") && value);
  try { show(await fetched(link.href)); } catch { location.assign(link.href); }
  for (const [name, value] of given) {
    const field = document.querySelector("form[data-keep]")?.elements.namedItem(name);
    if (field) field.value = value; // of radio buttons, too: it ticks the one with this value
  }
});

addEventListener("online", send);
recall();
if (unsent.size) send();
