// One tap copies the text for a group chat. Without this the text can still be marked and copied by hand.
for (const box of document.querySelectorAll(".copy")) {
  const text = box.querySelector("textarea"), button = box.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch { // chat apps' browsers and plain HTTP have no clipboard of their own
      box.querySelector("details").open = true;
      text.select();
      document.execCommand("copy");
    }
    box.querySelector("[role=status]").textContent = button.dataset.said;
  });
}
