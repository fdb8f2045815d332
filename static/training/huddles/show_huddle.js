// Keeps the counts on the big screen fresh, and lets a presenter's clicker (PageDown) press the button that leads on.
// When somebody else has gone on with this huddle, the page is loaded anew.
const screen = document.getElementById("screen");
const PAUSE = 1500; // milliseconds
let tag = "";

function set(name, value) {
  for (const each of document.querySelectorAll(`[data-${name}]`)) each.textContent = value;
}

async function look() {
  try {
    const answer = await fetch(screen.dataset.state, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.ok) {
      tag = answer.headers.get("ETag") ?? "";
      const state = await answer.json();
      if (String(state.revision) !== screen.dataset.revision) location.reload();
      set("joined", state.joined);
      set("chosen", state.chosen);
    }
  } catch { /* It is tried again. */ }
  setTimeout(look, PAUSE);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "PageDown" || event.repeat) return;
  event.preventDefault();
  screen.querySelector("[data-forward]")?.click();
});
look();
