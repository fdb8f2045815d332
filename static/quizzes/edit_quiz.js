// Says that something is not published yet, and asks before one leaves with it. Without this script the page works the same.

const form = document.getElementById("quiz");
const state = document.getElementById("state");
let changed = "changed" in form.dataset;
if (changed) state.textContent = form.dataset.leave;

form.addEventListener("input", (event) => {
  if (event.target.closest(".paper-find")) return;
  changed = true;
  state.textContent = form.dataset.leave;
});

form.addEventListener("submit", (event) => { if (event.submitter?.formTarget !== "_blank") changed = false; });
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
