// Keeps the progress of a print run current while the page is open. Without it, the Refresh link does.
const unfinished = ["waiting", "running"];

async function refresh() {
  const shown = document.getElementById("progress");
  if (!unfinished.includes(shown.dataset.state)) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
      if (fresh && !unfinished.includes(fresh.dataset.state)) return location.reload();
      if (fresh) shown.replaceChildren(...document.adoptNode(fresh).childNodes), (shown.dataset.state = fresh.dataset.state);
    }
  } finally {
    setTimeout(refresh, 2000);
  }
}

setTimeout(refresh, 1500);
