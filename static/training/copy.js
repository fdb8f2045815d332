// One tap copies the text for a group chat. Without this the text can still be marked and copied by hand.
for (const box of document.querySelectorAll(".copy")) {
  const text = box.querySelector("textarea"), row = box.querySelector(".copy-row"), button = row.querySelector("button");
  row.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // chat apps' browsers and plain HTTP have no clipboard of their own
    }
    row.querySelector("[role=status]").textContent = button.dataset.said;
  });
}
