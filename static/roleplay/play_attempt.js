// Keys 1 to 9 choose, an answer is sent once, and one given without a network goes out when it is back.
// Without this script the buttons do the same, one tap at a time.

const form = document.getElementById("choices");
const buttons = [...form.querySelectorAll("button.choice")];
const state = document.querySelector(".ask [role=status]");
let sent = false;
let waiting = null; // the button that was pressed without a network

form.addEventListener("submit", (event) => {
  if (sent) {
    event.preventDefault();
  } else if (!navigator.onLine) {
    event.preventDefault();
    waiting = event.submitter;
    state.textContent = form.dataset.offline;
    mark(waiting);
  } else {
    sent = true;
    mark(event.submitter);
  }
});

function mark(pressed) {
  for (const button of buttons) button.classList.toggle("pressed", button === pressed);
}

addEventListener("online", () => {
  if (waiting) form.requestSubmit(waiting);
});

addEventListener("pageshow", () => {
  sent = false; // the page may come back from the browser's memory
  mark(waiting);
});

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.target.matches("textarea")) return; // a digit in a reason is no answer
  const button = buttons[Number(event.key) - 1];
  if (button && !sent) form.requestSubmit(button);
});
