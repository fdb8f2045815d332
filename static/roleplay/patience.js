// A customer who does not wait for ever: a bar that shrinks, and silence when it is empty. Without this script no time runs.
// Time stands still while the page is hidden, the network is away, an answer is under way or a reason is being typed.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const KEPT = "patience-";
let bar = null; // none in a scene whose customer waits
let form, seconds, marks, left, sent;
let last = performance.now();

function begin() { // on each scene that is put in place
  remember();
  bar = document.getElementById("patience");
  if (!bar) return;
  form = document.getElementById("choices");
  seconds = Number(bar.dataset.seconds);
  marks = [[seconds / 2, bar.dataset.half], [10, bar.dataset.ten]].sort((one, other) => other[0] - one[0]);
  left = Math.max(Math.min(remembered() ?? seconds, seconds), Number(bar.dataset.due));
  sent = false;
  form.addEventListener("submit", (event) => { sent = !event.defaultPrevented; }); // what play_attempt.js sends itself is marked "kept"
  bar.hidden = false;
  show();
}

const place = () => KEPT + bar.dataset.place;

function remembered() { // so that showing the page anew gives no new time
  try {
    const found = sessionStorage.getItem(place());
    return found === null ? null : Number(found);
  } catch { return null; } // Storage may be forbidden.
}

function remember() {
  if (!bar) return;
  try {
    for (const name of Object.keys(sessionStorage).filter((each) => each.startsWith(KEPT))) {
      if (name !== place()) sessionStorage.removeItem(name);
    }
    sessionStorage.setItem(place(), left);
  } catch { /* Then a page that is shown anew begins with all the time. */ }
}

function stands() {
  return sent || "kept" in form.dataset || document.hidden || !navigator.onLine || Boolean(form.elements.reason?.value.trim());
}

function tick() {
  const now = performance.now(), gone = Math.min(now - last, 1000) / 1000; // a longer gap: the device slept
  last = now;
  if (!bar) return;
  if (!stands()) left = Math.max(0, left - gone);
  show();
  if (left === 0 && !stands()) form.requestSubmit(bar.querySelector("[name=choice]"));
}

function show() {
  bar.querySelector("progress").value = still.matches ? Math.ceil(left / 5) * 5 : left;
  bar.classList.toggle("paused", stands());
  const told = bar.querySelector("[role=status]");
  const words = marks.filter(([at]) => left <= at).at(-1)?.[1] ?? "";
  if (told.textContent !== words) told.textContent = words;
}

document.addEventListener("scene", begin);
addEventListener("pagehide", remember);
addEventListener("pageshow", () => { sent = false; }); // the page may come back from the browser's memory
setInterval(tick, 250);
begin();
