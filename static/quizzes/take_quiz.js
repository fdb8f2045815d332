// Saves each answer as it is given, and says whether it is kept; lets one tap things in their order; shows the time left.
// Without this script the buttons save, places are chosen from lists, and the server keeps the time.

const form = document.getElementById("answers");
const state = document.getElementById("save-state");
const clock = document.getElementById("clock");
const PAUSE = 4000; // milliseconds until the next try; a lift or a cellar is left again soon
const TYPING = 700; // milliseconds without a key until a text is saved

let changes = 0; // made on this page
let kept = 0; // of them, those that the server has
let running = false;
let retry = 0;
let ends = null; // on this page's own clock, which nobody can set

function say(text, lost = false) {
  state.textContent = text;
  state.classList.toggle("lost", lost);
}

async function send(change) {
  const data = new FormData(form);
  data.delete("submission_key"); // saving twice does no harm, so the tries need not be told apart
  data.set("change", change);
  const answer = await fetch(form.dataset.save, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (answer.status === 409) location.reload(); // handed in on another device, or too late: the page leads on
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function save() {
  clearTimeout(retry);
  if (running || kept === changes) return;
  running = true;
  const current = changes;
  say(form.dataset.saving);
  try {
    const { saved, left } = await send(current);
    say(form.dataset.saved.replace("{time}", saved));
    if (left !== null) ends = performance.now() + left * 1000;
    kept = current;
    running = false;
    save();
  } catch {
    running = false;
    say(form.dataset.lost, true);
    retry = setTimeout(save, PAUSE);
  }
}

function changed(wait) {
  changes += 1;
  clearTimeout(retry);
  retry = setTimeout(save, wait);
}

form.addEventListener("change", () => changed(0));
form.addEventListener("input", (event) => {
  if (event.target.matches("textarea, [type=text]")) changed(TYPING);
});
form.addEventListener("submit", (event) => {
  if (navigator.onLine) {
    form.elements.change.value = changes + 1; // whatever is still on its way comes before this
    clearTimeout(retry);
    kept = changes; // the form itself carries the answers
  } else {
    event.preventDefault();
    say(form.dataset.lost, true);
  }
});
addEventListener("online", save);
addEventListener("beforeunload", (event) => {
  if (kept !== changes) event.preventDefault();
});

// Things to put in order: tapping gives them their places one after the other, tapping again takes one back.
for (const list of form.querySelectorAll("[data-order]")) {
  const rows = [...list.children].map((row) => ({ row, select: row.querySelector("select") }));
  for (const each of rows) {
    each.button = document.createElement("button");
    each.button.type = "button";
    each.button.className = "option";
    each.badge = document.createElement("b");
    each.badge.className = "quiz-badge number";
    const text = document.createElement("span");
    text.append(...each.row.querySelector("label > span").childNodes);
    each.button.append(each.badge, text);
    each.select.hidden = true;
    each.row.replaceChildren(each.button, each.select);
    each.button.addEventListener("click", () => tap(rows, each, list));
  }
  list.previousElementSibling.hidden = false;
  list.classList.add("quiz-order-tapped");
  show(rows, list);
}

function tap(rows, tapped, list) {
  const place = Number(tapped.select.value);
  if (place) {
    for (const { select } of rows) if (Number(select.value) > place) select.value = String(Number(select.value) - 1);
    tapped.select.value = "";
  } else {
    const free = rows.map((_, index) => String(index + 1)).find((each) => rows.every(({ select }) => select.value !== each));
    tapped.select.value = free;
  }
  show(rows, list);
  changed(0);
}

function show(rows, list) {
  for (const { button, badge, select } of rows) {
    badge.textContent = select.value;
    button.classList.toggle("placed", Boolean(select.value));
    const words = select.value ? list.dataset.place.replace("{place}", select.value) : list.dataset.none;
    button.setAttribute("aria-label", `${button.lastChild.textContent.trim()}, ${words}`);
  }
}

// The time left, from what the server said, so that the phone's clock changes nothing.
if (clock) {
  ends = performance.now() + Number(clock.dataset.left) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.textContent = clock.dataset.words.replace("{time}", time);
    clock.classList.toggle("short", left <= 60);
    if (left > 0) setTimeout(tick, 500);
    else finish();
  };
  tick();
}

async function finish() {
  if (kept !== changes) await send(changes).catch(() => undefined);
  kept = changes;
  document.getElementById("hand-in").submit();
}
