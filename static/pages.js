// Two small comforts; every page works without them.
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
// <button data-print> prints the page.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
