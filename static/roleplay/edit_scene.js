// Says that something is not saved yet, asks before one leaves with it, and opens the answer that the address names.
// Without this script the page works the same.

const form = document.getElementById("scene");
const state = document.getElementById("state");
let changed = false;

form.addEventListener("input", () => {
  changed = true;
  state.textContent = form.dataset.leave;
});

form.addEventListener("submit", () => { changed = false; });

function open() {
  const part = document.getElementById(location.hash.slice(1));
  if (part instanceof HTMLDetailsElement) part.open = true;
}

open();
addEventListener("hashchange", open);
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
