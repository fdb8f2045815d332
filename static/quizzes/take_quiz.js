// Saves each answer as it is given, and says whether it is kept. Without this script the buttons save.

const form = document.getElementById("answers");
const state = document.getElementById("save-state");
const PAUSE = 4000; // milliseconds until the next try; a lift or a cellar is left again soon

let changes = 0; // made on this page
let kept = 0; // of them, those that the server has
let running = false;
let retry = 0;

function say(text, lost = false) {
  state.textContent = text;
  state.classList.toggle("lost", lost);
}

async function send() {
  const data = new FormData(form);
  data.delete("submission_key"); // saving twice does no harm, so the tries need not be told apart
  const answer = await fetch(form.dataset.save, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (answer.status === 409) location.reload(); // handed in on another device: the page leads to the result
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).saved;
}

async function save() {
  clearTimeout(retry);
  if (running || kept === changes) return;
  running = true;
  const current = changes;
  say(form.dataset.saving);
  try {
    say(form.dataset.saved.replace("{time}", await send()));
    kept = current;
    running = false;
    save();
  } catch {
    running = false;
    say(form.dataset.lost, true);
    retry = setTimeout(save, PAUSE);
  }
}

form.addEventListener("change", () => {
  changes += 1;
  save();
});
form.addEventListener("submit", (event) => {
  if (navigator.onLine) {
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
