// Saves each answer to a case as it is given; without this script the buttons save them.
const form = document.getElementById("case");
const state = document.getElementById("state");
const bar = document.getElementById("progress");
let sending = Promise.resolve();

function count() {
  const answered = new Set([...form.querySelectorAll(".item input:checked[name]")].map((input) => input.name));
  for (const input of form.querySelectorAll(".item input[data-answer]")) if (input.value) answered.add(input.name);
  bar.value = answered.size;
  document.getElementById("count").textContent = `${answered.size}/${bar.max}`;
}

async function save(name) {
  const body = new URLSearchParams([["csrf_token", form.csrf_token.value],
    ...[...new FormData(form)].filter(([field]) => field === name)]);
  try {
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const { saved_at: at, faults } = await answer.json();
    state.textContent = Object.values(faults)[0] ?? state.dataset.saved.replace("{}", at);
  } catch { state.textContent = state.dataset.late; }
}

form.addEventListener("change", ({ target }) => {
  count();
  if (target.name) sending = sending.then(() => save(target.name)); // One after the other: the last one wins.
});
