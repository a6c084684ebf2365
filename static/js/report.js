/* A report being written: what is typed is kept in this browser until the server has it, and sent when it can be.
   The forms save by themselves through htmx; without this they are saved by their buttons. Words come from the page. */
"use strict";

(() => {
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;

  const { person, report } = desk.dataset;
  const words = JSON.parse(desk.dataset.words);
  const MINE = `report-draft ${person} `;
  const MOST = 20 * 1024 * 1024;
  const LARGEST = 10 * 1024 * 1024;
  const saved = new WeakMap(); // by form: its fields as the server has them
  const sent = new WeakMap(); // by request: the fields that it carries
  let ended = false; // the session: nothing is sent until the page is loaded anew

  // Fields ----------------------------------------------------------------------------------------------------------

  const forms = () => [...desk.querySelectorAll("form[data-answer]")];
  const fieldsOf = (form) => [...form.elements].filter((one) => one.matches("textarea, [type=checkbox], input:not([type=hidden])"));
  const now = (form) => JSON.stringify(fieldsOf(form).map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));
  const asLoaded = (form) =>
    JSON.stringify(fieldsOf(form).map((one) => [one.name, one.type === "checkbox" ? one.defaultChecked : one.defaultValue]));
  const asSaved = (form) => saved.get(form) ?? asLoaded(form);
  const isUnsaved = (form) => now(form) !== asSaved(form);
  const versionOf = (form) => form.elements.version.value;

  function fill(form, fields) {
    for (const [name, value] of fields) {
      const field = form.elements[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = value;
      else field.value = value;
    }
  }

  function tell(form, text) {
    const line = form.querySelector("[data-line]");
    if (line && text) line.textContent = text;
  }

  // Kept in this browser, under the person's number ------------------------------------------------------------------

  const placeOf = (form) => `${MINE}${report} ${form.dataset.answer}`;
  let room = true; // in the browser's store

  function keep(form) {
    try {
      localStorage.setItem(placeOf(form), JSON.stringify({ fields: JSON.parse(now(form)), version: versionOf(form) }));
    } catch {
      room = false;
    }
  }

  const letGo = (form) => localStorage.removeItem(placeOf(form));
  const keptKeys = () => Object.keys(localStorage).filter((name) => name.startsWith(MINE));

  function bringBack(form) {
    const kept = localStorage.getItem(placeOf(form));
    if (!kept) return;
    const { fields, version } = JSON.parse(kept);
    if (JSON.stringify(fields) === now(form)) {
      letGo(form);
      return;
    }
    saved.set(form, asLoaded(form));
    fill(form, fields);
    form.elements.version.value = version; // where another saved meanwhile, both are shown
    tell(form, words.restored);
    form.requestSubmit();
  }

  desk.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-answer]");
    if (!form) return;
    if (!isUnsaved(form)) {
      letGo(form);
      return;
    }
    keep(form);
    tell(form, ended ? words.kept : words.waiting);
  });

  window.addEventListener("beforeunload", (event) => {
    if (!room && forms().some(isUnsaved)) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, location.href).pathname.endsWith("/sign-out") || !keptKeys().length) return;
    if (confirm(words.leave)) keptKeys().forEach((name) => localStorage.removeItem(name));
    else event.preventDefault();
  }, true);

  // Sending ----------------------------------------------------------------------------------------------------------

  const answerOf = (ctx) => (ctx.sourceElement.matches("form[data-answer]") ? ctx.sourceElement : null);
  const isWatch = (ctx) => ctx.sourceElement.matches("[data-watch]");

  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (!isWatch(ctx)) return;
    if (document.hidden || ended) event.preventDefault();
    for (const form of forms()) {
      const busy = isUnsaved(form) || form.contains(document.activeElement);
      ctx.request.body.append(busy ? "busy" : "seen", `${form.dataset.answer}:${versionOf(form)}`);
    }
  });

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const form = answerOf(ctx);
    if (!form) return;
    const pressed = ctx.request.submitter;
    if (ended || (form.querySelector(".clash") && !pressed)) {
      event.preventDefault();
      return;
    }
    ctx.request.body.set("version", versionOf(form)); // it may have waited for an answer that changed it
    ctx.request.body.delete("form_key"); // the same again does no harm, and its answer may be lost on the way
    sent.set(ctx, now(form));
  });

  // A session that ended would lead the whole page away: what is typed stays, and says so.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (!(answerOf(ctx) || isWatch(ctx)) || !(ctx.hx.redirect || ctx.hx.refresh)) return;
    event.preventDefault();
    if (ended) return;
    ended = true;
    for (const form of forms().filter(isUnsaved)) {
      keep(form);
      tell(form, words.kept);
    }
    document.getElementById("session-ended").replaceChildren(
      document.getElementById("session-ended-words").content.cloneNode(true),
    );
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const form = answerOf(ctx);
    if (isWatch(ctx) && ctx.response.status < 400) sendAgain();
    if (!form || ctx.response.status !== 200) return;
    saved.set(form, sent.get(ctx));
    if (isUnsaved(form)) keep(form);
    else letGo(form);
  });

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const form = answerOf(ctx);
    if (!form) return;
    if (ctx.response?.status === 200 && isUnsaved(form)) tell(form, words.waiting);
  });

  // The server answers again: what waited is sent.
  function sendAgain() {
    for (const form of forms()) if (form.dataset.notSaved === "again") form.sendAgain?.();
  }

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

  document.addEventListener("DOMContentLoaded", () => forms().forEach(bringBack));
})();
