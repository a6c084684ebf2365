/* What is typed is kept in this browser until the server has it, and sent when it can be: the forms [data-answer] of a
   page's [data-desk]. `data-kept` begins the names under which it is kept, `data-of` is the record. Words come from the
   page. A form with data-sends is sent by itself when its words are brought back; others are only filled in. */
"use strict";

(() => {
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;

  const words = JSON.parse(desk.dataset.words);
  const MINE = `${desk.dataset.kept} ${desk.dataset.person} `;
  const saved = new WeakMap(); // by form: its fields as the server has them
  const sent = new WeakMap(); // by request: the fields that it carries
  const known = new WeakSet(); // forms that were looked after
  let ended = false; // the session: nothing is sent until the page is loaded anew

  // Fields ----------------------------------------------------------------------------------------------------------

  const forms = () => [...desk.querySelectorAll("form[data-answer]")];
  const fieldsOf = (form) => [...form.elements].filter((one) => one.matches("textarea, [type=checkbox], input:not([type=hidden], [type=radio])"));
  const now = (form) => JSON.stringify(fieldsOf(form).map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value, one.value]));
  const asLoaded = (form) =>
    JSON.stringify(fieldsOf(form).map((one) => [one.name, one.type === "checkbox" ? one.defaultChecked : one.defaultValue, one.type === "checkbox" ? one.value : one.defaultValue]));
  const asSaved = (form) => saved.get(form) ?? asLoaded(form);
  const isUnsaved = (form) => now(form) !== asSaved(form);
  const versionOf = (form) => form.elements.version?.value ?? "";

  function fill(form, fields) {
    for (const [name, value, of] of fields) {
      const same = fieldsOf(form).filter((one) => one.name === name);
      const field = same.length > 1 ? same.find((one) => one.value === of) : same[0]; // of boxes, the one of that value
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

  const placeOf = (form) => `${MINE}${desk.dataset.of} ${form.dataset.answer}`;
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
    if (known.has(form)) return;
    known.add(form);
    const kept = localStorage.getItem(placeOf(form));
    if (!kept) return;
    const { fields, version } = JSON.parse(kept);
    if (JSON.stringify(fields) === now(form)) {
      letGo(form);
      return;
    }
    saved.set(form, asLoaded(form));
    fill(form, fields);
    if (form.elements.version) form.elements.version.value = version; // where another saved meanwhile, both are shown
    tell(form, words.restored);
    if ("sends" in form.dataset) form.requestSubmit();
    else tellOthers(form);
  }

  // What looks at the form while one types looks at it again, once all of the page is ready: htmx begins in a timer of its
  // own, which may come after the load of a page that was in the cache.
  function tellOthers(form) {
    const tellThem = () => setTimeout(() => form.dispatchEvent(new Event("input", { bubbles: true })));
    if (document.readyState === "complete") tellThem();
    else window.addEventListener("load", tellThem, { once: true });
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
    const warns = (form) => isUnsaved(form) && (!room || "warns" in form.dataset);
    if (forms().some(warns)) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, location.href).pathname.endsWith("/sign-out") || !keptKeys().length) return;
    if (confirm(words.leave)) keptKeys().forEach((name) => localStorage.removeItem(name));
    else event.preventDefault();
  }, true);

  // Sending ----------------------------------------------------------------------------------------------------------

  function answerOf({ sourceElement: source }) {
    if (source.matches("form[data-answer]")) return source;
    return source.matches("[data-saves]") ? source.closest("form[data-answer]") : null;
  }

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const form = answerOf(ctx);
    if (!form) return;
    const pressed = ctx.request.submitter ?? (ctx.sourceElement === form ? null : ctx.sourceElement);
    if (ended || (form.querySelector(".clash") && !pressed)) {
      event.preventDefault();
      return;
    }
    if (form.elements.version) ctx.request.body.set("version", versionOf(form)); // it may have waited for an answer that changed it
    ctx.request.body.delete("form_key"); // the same again does no harm, and its answer may be lost on the way
    sent.set(ctx, now(form));
  });

  // A session that ended would lead the whole page away: what is typed stays, and says so.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    const asks = ctx.sourceElement.matches("[data-watch]");
    if (!(answerOf(ctx) || asks) || !(ctx.hx.redirect || ctx.hx.refresh)) return;
    if (ctx.hx.refresh && !forms().some(isUnsaved)) return;
    event.preventDefault();
    if (ended) return;
    ended = true;
    for (const form of forms().filter(isUnsaved)) {
      keep(form);
      tell(form, words.kept);
    }
    const [place, told] = ctx.hx.refresh ? ["moved-on", "moved-on-words"] : ["session-ended", "session-ended-words"];
    document.getElementById(place)?.replaceChildren(document.getElementById(told).content.cloneNode(true));
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const form = answerOf(ctx);
    if (ctx.sourceElement.matches("[data-watch]") && ctx.response.status < 400) sendAgain();
    if (!form || ctx.response.status !== 200) return;
    saved.set(form, sent.get(ctx));
    if (isUnsaved(form)) keep(form);
    else letGo(form);
  });

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const form = answerOf(ctx);
    if (form?.isConnected && ctx.response?.status === 200 && isUnsaved(form)) tell(form, words.waiting);
    if (!ctx.sourceElement.matches("[data-watch]")) forms().forEach(bringBack);
  });

  // The server answers again: what waited is sent.
  function sendAgain() {
    for (const form of forms()) if (form.dataset.notSaved === "again") form.sendAgain?.();
  }

  document.addEventListener("DOMContentLoaded", () => forms().forEach(bringBack));

  globalThis.kept = { forms, hasEnded: () => ended, isUnsaved, letGo, versionOf };
})();
