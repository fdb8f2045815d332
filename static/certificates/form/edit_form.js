// Keeps the preview current while one types. Without it, the Preview button does.
const form = document.getElementById("sheet");
let waiting = 0;
let latest = 0;

async function refresh() {
  const mine = ++latest;
  const body = new FormData(form);
  body.set("do", "preview");
  const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || mine !== latest) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("preview");
  const shown = document.getElementById("preview");
  if (fresh && mine === latest) keepDrawing(shown, fresh), shown.replaceChildren(...document.adoptNode(fresh).childNodes);
}

// The drawing beneath stays where it is the same, so that it does not flicker.
function keepDrawing(shown, fresh) {
  const old = shown.querySelector(".border");
  const next = fresh.querySelector(".border");
  if (old && next && old.getAttribute("src") === next.getAttribute("src")) next.replaceWith(old);
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 300);
});

// A placeholder goes where the text was last being typed.
let place = form.querySelector("textarea[name=text_zh]");
for (const text of form.querySelectorAll("textarea")) text.setSelectionRange(text.value.length, text.value.length);
form.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea[name=text_zh], textarea[name=text_en]")) place = event.target;
});
form.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-insert]");
  if (!chosen) return;
  const name = place.name === "text_zh" ? chosen.dataset.insertZh : chosen.dataset.insert;
  place.setRangeText(`{${name}}`, place.selectionStart, place.selectionEnd, "end");
  place.focus();
  place.dispatchEvent(new Event("input", { bubbles: true }));
});
