// Points by the keyboard: a figure marks the first criterion without points, or the one that has the focus. Without this
// script the radio buttons work as ever.

const form = document.getElementById("marks");
const criteria = [...form.querySelectorAll(".mark-criterion")];

function chosen(criterion) {
  return criterion.querySelector("input:checked");
}

function next(criterion) {
  const rest = criteria.slice(criteria.indexOf(criterion) + 1).find((each) => !chosen(each));
  (rest?.querySelector("input") ?? form.querySelector("button[type=submit]")).focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) return form.requestSubmit();
  if (event.target.matches("textarea") || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const criterion = event.target.closest(".mark-criterion") ?? criteria.find((each) => !chosen(each));
  const input = criterion?.querySelector(`input[value="${event.key}"]`);
  if (!input) return undefined;
  input.checked = true;
  event.preventDefault();
  return next(criterion);
});

form.querySelector(".mark-keys").hidden = !matchMedia("(hover: hover)").matches;
