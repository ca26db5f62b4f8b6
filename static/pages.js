// Three small comforts; every page works without them.
// <b data-count-of="chosen" data-words="已选{}件"> says how many boxes of its form with that name are ticked.
for (const output of document.querySelectorAll("[data-count-of]")) {
  const form = output.closest("form");
  const show = () => {
    const ticked = form.querySelectorAll(`input[name="${output.dataset.countOf}"]:checked`).length;
    output.textContent = output.dataset.words.replace("{}", ticked);
  };
  form.addEventListener("change", show);
  show();
}
// <button data-chosen="确认“{}”并公开"> says what will happen: the chosen radio button of its form.
for (const button of document.querySelectorAll("[data-chosen]")) {
  const form = button.closest("form");
  const show = () => {
    const chosen = form.querySelector("input[type=radio]:checked");
    if (chosen) button.textContent = button.dataset.chosen.replace("{}", chosen.labels[0].firstChild.textContent.trim());
  };
  form.addEventListener("change", show);
  show();
}
// <button data-print> prints the page.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
