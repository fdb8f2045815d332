// Brings a telephone that has joined already back to its own seat, so that scanning the code again gives no second vote.
const form = document.getElementById("join");

function seat() {
  const code = form.elements.code.value.replace(/[^a-z0-9]/gi, "").toUpperCase();
  try {
    const kept = JSON.parse(localStorage.getItem(`huddle-${code}`));
    return kept && Date.now() - kept.at < 3 * 3600e3 ? kept.path : null;
  } catch { return null; }
}

function go(event) {
  const path = seat();
  if (!path) return;
  event?.preventDefault();
  location.replace(path);
}

form.addEventListener("submit", go);
if (!document.querySelector("[role=alert]")) go();
