/* A button that copies a field. Without it, or where the browser does not let us, the field is selected by hand. */
"use strict";

(() => {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    const said = document.querySelector("[data-copied]");
    said.hidden = true;
    field.focus();
    field.select();
    if (!(await copied(field.value))) return; // it stands selected: the keyboard's own copying works
    said.hidden = false;
    setTimeout(() => (said.hidden = true), 10000);
  });

  // Over plain HTTP browsers have no clipboard to write to, only the older command.
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return document.execCommand("copy");
    }
  }
})();
