// Keeps the code and the count on the screen fresh. Without this the page loads itself anew with every code.
const place = document.querySelector("[data-now]"), lost = document.querySelector("[data-lost]");
const EVERY = 3000; // milliseconds: a person who signs in is counted while they still stand there

async function refresh() {
  try {
    const answer = await fetch(place.dataset.now, {redirect: "error"});
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    const old = place.firstElementChild;
    if (old.outerHTML !== fresh.outerHTML) {
      const focused = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
      old.replaceWith(fresh);
      if (focused) [...place.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
    }
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
try {
  navigator.wakeLock?.request("screen").catch(() => {});
} catch { /* the screen may go dark; nothing is lost */ }
