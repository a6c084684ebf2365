/* A report being written (keeping.js keeps what could not be sent). The forms save by themselves through htmx; without
   this they are saved by their buttons. Words come from the page. */
"use strict";

(() => {
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;

  const { forms, hasEnded, isUnsaved, letGo, versionOf } = globalThis.kept;
  const words = JSON.parse(desk.dataset.words);
  const MOST = 20 * 1024 * 1024;
  const LARGEST = 10 * 1024 * 1024;

  // What others saved is asked for: of what one types in oneself, only who did -----------------------------------------

  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.sourceElement.matches("[data-watch]")) return;
    if (document.hidden || hasEnded()) event.preventDefault();
    for (const form of forms()) {
      const busy = isUnsaved(form) || form.contains(document.activeElement);
      ctx.request.body.append(busy ? "busy" : "seen", `${form.dataset.answer}:${versionOf(form)}`);
    }
  });

  desk.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]");
    if (!take) return;
    event.preventDefault();
    letGo(take.closest("form"));
    location.hash = new URL(take.href).hash;
    location.reload();
  });

  // Files too large to be sent are told of before they are ------------------------------------------------------------

  desk.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-files]");
    if (!form) return;
    const sizes = [...form.querySelector("[type=file]").files].map(({ size }) => size);
    const large = sizes.some((size) => size > LARGEST) || sizes.reduce((sum, size) => sum + size, 0) > MOST;
    form.querySelector("[data-too-large]").textContent = large ? words.large : "";
    if (large) event.preventDefault();
  }, true);
})();
