// One tap writes the time it is now, by the clock of the place, and a second one takes it back. With a keyboard a digit
// answers the item that has the focus and leads to the next one; Up and Down lead from item to item.

const form = document.getElementById("scorecard");

function now() {
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: form.dataset.zone };
  return new Intl.DateTimeFormat("en-GB", parts).format(new Date());
}

function stamp(event) {
  const button = event.target.closest("[data-stamp]");
  if (!button) return;
  event.preventDefault();
  const field = form.elements[button.dataset.stamp], text = button.querySelector("span");
  const undoes = "before" in button.dataset;
  const value = undoes ? button.dataset.before : now();
  if (undoes) delete button.dataset.before;
  else button.dataset.before = field.value;
  button.dataset.name ??= text.textContent;
  text.textContent = undoes ? button.dataset.name : button.dataset.undo;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function pressed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  const item = event.target.closest(".item") ?? (event.target === document.body ? items().find((each) => !each.querySelector("input[type=radio]:checked")) : null);
  if (!item) return;
  if (["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    reach(items()[items().indexOf(item) + (event.key === "ArrowDown" ? 1 : -1)]);
  } else if (/^\d$/.test(event.key) && !event.repeat) {
    const radio = item.querySelector(`input[type=radio][value="${event.key}"]`);
    if (radio) choose(item, radio);
  }
}

function choose(item, radio) {
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const note = item.querySelector(".note textarea");
  if (radio.matches(".low") && note && !note.value) note.focus(); // it owes words
  else reach(items()[items().indexOf(item) + 1]);
}

function items() { return [...form.querySelectorAll(".item")]; }

function reach(item) {
  const field = item?.querySelector("input[type=radio]:checked") ?? item?.querySelector("input, textarea");
  field?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

form.addEventListener("click", stamp);
document.addEventListener("keydown", pressed);
