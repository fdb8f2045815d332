// Rows come and go without leaving the place where one writes, and what is not kept yet says so.
// Without this script each button loads the page anew, with all that was typed.

const sheet = document.getElementById("sheet");
let changed = false;

function mark() {
  changed = true;
  const state = document.getElementById("state");
  state.textContent = document.getElementById("question").dataset.leave;
}

function placeOf(wish, before) {
  const [verb, place] = wish.split(":");
  const found = [...document.querySelectorAll(".bank-row")].map((row) => row.id);
  if (verb === "add") return found.find((id) => !before.includes(id) && id.startsWith(`${place}-`));
  const [, list, at] = place.match(/^(.*)-(\d+)$/) ?? [];
  return list && { up: `${list}-${at - 1}`, down: `${list}-${Number(at) + 1}`, remove: place }[verb];
}

async function arrange(form, button) {
  const before = [...document.querySelectorAll(".bank-row")].map((row) => row.id);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("sheet");
  if (!fresh) { form.requestSubmit(button); return; }
  sheet.replaceChildren(...fresh.childNodes);
  mark();
  const row = document.getElementById(placeOf(button.value, before) ?? "");
  const target = row?.querySelector("textarea, input:not([type=hidden], [type=checkbox])") ?? document.querySelector("#question textarea");
  target.focus();
}

sheet.addEventListener("input", mark);

sheet.addEventListener("submit", (event) => {
  const wish = event.submitter?.value ?? "";
  if (!wish.includes(":") || event.submitter.dataset.plain) { changed = false; return; }
  event.preventDefault();
  arrange(event.target, event.submitter).catch(() => {
    event.submitter.dataset.plain = "1"; // the ordinary way may still get through
    event.target.requestSubmit(event.submitter);
  });
});

addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
