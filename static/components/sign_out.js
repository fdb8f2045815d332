// Signing out has the browser forget everything that it keeps for this site. Where something is kept that the server does not
// have yet, the first press says so, and only the second one signs out.

const form = document.querySelector("form[data-sign-out]");
const warning = form.querySelector("[data-unsent]");

function texts() { // marks, answers and submits wait under their names; a huddle's name only says where one sits
  try { return Object.keys(localStorage).some((name) => !name.startsWith("huddle-")); } catch { return false; }
}

async function photos() {
  try {
    const known = await indexedDB.databases(); // opening one that is not there would make it, and empty
    if (!known.some((each) => each.name === "card-photos")) return false;
    return await new Promise((done) => {
      const request = indexedDB.open("card-photos");
      request.onerror = () => done(false);
      request.onsuccess = () => {
        const base = request.result, count = base.transaction("photos").objectStore("photos").count();
        count.onsuccess = () => { base.close(); done(count.result > 0); };
        count.onerror = () => { base.close(); done(false); };
      };
    });
  } catch { return false; }
}

form.addEventListener("submit", async (event) => {
  if (!warning.hidden) return;
  event.preventDefault();
  if (texts() || await photos()) {
    warning.hidden = false;
    warning.focus();
  } else {
    form.submit();
  }
});
