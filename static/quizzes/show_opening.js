// Keeps the counts of an exam on site current while the page is open. Without it, the page loads itself anew.
async function refresh() {
  const shown = document.getElementById("onsite");
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("onsite"), names = page.querySelector(".onsite-names");
      if (!fresh || fresh.dataset.state !== "open") return location.reload();
      const count = shown.querySelector(".onsite-count"), now = fresh.querySelector(".onsite-count");
      if (count.textContent !== now.textContent) count.replaceChildren(...document.adoptNode(now).childNodes);
      const listed = document.querySelector(".onsite-names");
      if (names && !listed) return location.reload();
      if (names) listed.replaceChildren(...document.adoptNode(names).children);
    }
  } finally {
    setTimeout(refresh, 5000);
  }
}

setTimeout(refresh, 5000);
