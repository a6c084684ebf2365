/* Small comforts over pages that work without them. Words come from the page, never from here. */
"use strict";

(() => {
  const BAD = '[aria-invalid="true"], .field-bad input';
  const RETRIABLE = new Set([429, 500, 502, 503, 504]);
  const A_WHILE = 10000;
  const focusBefore = new WeakMap(); // by request: what had the focus when its own request left

  // Focus ---------------------------------------------------------------------------------------------------------

  function focusOn(element) {
    if (!element) return false;
    element.focus();
    return document.activeElement === element;
  }

  // The first bad field of a piece just swapped in; of a whole page the summary, so that it is heard from its top.
  function focusOnErrors(root, selectors) {
    return selectors.some((selector) => focusOn(root.querySelector(selector)));
  }

  // After a swap the pressed button may be gone, or was disabled a while: go to it or its successor, not to the top.
  function restoreFocus(root, { element, selector }) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const same = element.isConnected ? element : document.getElementById(element.id) || root.querySelector(selector);
    if (focusOn(same) || focusOn(root.querySelector("[data-focus]"))) return;
    focusOn(root.querySelector("a[href], button, input, select"));
  }

  document.addEventListener("htmx:config:request", (event) => {
    const element = document.activeElement;
    const { ctx } = event.detail;
    const place = ctx.sourceElement.closest("form") ?? ctx.sourceElement; // Enter in a field presses a button of its form
    if (element === document.body || !place.contains(element)) return;
    const selector = element.name ? `[name="${CSS.escape(element.name)}"]` : "[data-focus]";
    focusBefore.set(ctx, { element, selector });
  });

  // What stands in a short field is replaced by typing: it need not be deleted first.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-select]")) event.target.select();
  });

  // A list that was exchanged in place has another address than the one that its page was made for.
  document.addEventListener("submit", (event) => {
    for (const field of event.target.querySelectorAll("[data-here]")) field.value = location.search;
  });

  // What a page asks for by itself never leads away from it where the session has ended: the next act does.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.matches("[data-by-itself]") && ctx.hx.redirect) event.preventDefault();
  });

  document.addEventListener("htmx:before:settle", (event) => {
    for (const element of event.detail.newContent) element.classList?.add("changed"); // fades in, see giao-ban.css
  });

  document.addEventListener("animationend", (event) => event.target.classList.remove("changed"));

  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    const root = event.target === document ? document.body : event.target;
    showArrivals();
    if (showProblem(ctx)) return;
    const refused = [409, 422].includes(ctx.response?.status);
    if (refused) focusOnErrors(root, [BAD, "[data-focus-first]"]);
  });

  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (!focusBefore.has(ctx)) return;
    setTimeout(() => restoreFocus(ctx.sourceElement, focusBefore.get(ctx))); // when what was disabled is enabled again
  });

  // A refusal's words go beside the form that met it; without a form, to the top, with the focus.
  function showProblem(ctx) {
    const problem = document.querySelector("#problem [data-focus-first]:not([data-seen])");
    const note = problem && noteOf(ctx.sourceElement);
    if (note) {
      note.querySelector("p").after(...problem.querySelectorAll("p"));
      problem.remove();
    } else if (problem) {
      problem.dataset.seen = "";
      focusOn(problem);
    }
    return Boolean(problem);
  }

  // Messages that came with an answer float, so that nothing else moves; those of a whole page stand in their place.
  function showArrivals() {
    const flash = document.getElementById("flash");
    const fresh = flash && [...flash.querySelectorAll(".message:not([data-seen])")];
    if (!fresh?.length) return;
    for (const message of fresh) message.dataset.seen = "";
    flash.classList.add("arrived");
    if (!flash.querySelector(".message:not(.message-done)")) {
      setTimeout(() => fresh.forEach((message) => message.remove()), A_WHILE);
    }
  }

  // Not saved: what was typed stays, says so, and is sent again -----------------------------------------------------

  const placeOf = (source) => source.closest("form") || source.parentElement;
  const noteOf = (source) => placeOf(source)?.querySelector(".not-saved");

  function markNotSaved({ sourceElement: source, request }, again) {
    const place = placeOf(source);
    const words = document.getElementById("not-saved-words");
    if (!place || !words) return;
    clearNotSaved(place);
    const note = words.content.firstElementChild.cloneNode(true);
    const submitter = source.contains(request.submitter) ? request.submitter : undefined; // "no change", for one
    place.sendAgain = () => (source.matches("form") ? source.requestSubmit(submitter) : source.click());
    if (again) note.querySelector("button").addEventListener("click", place.sendAgain);
    else note.querySelectorAll("[data-again]").forEach((part) => part.remove());
    place.append(note);
    place.dataset.notSaved = again ? "again" : "";
  }

  function clearNotSaved(place) {
    place?.querySelector(".not-saved")?.remove();
    delete place?.dataset.notSaved;
  }

  const changes = (ctx) => ctx && !["GET", "QUERY"].includes(ctx.request?.method);

  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (changes(ctx) && !ctx.response) markNotSaved(ctx, true);
  });

  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    if (changes(ctx) && ![409, 422].includes(status)) markNotSaved(ctx, RETRIABLE.has(status));
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (changes(ctx) && ctx.response.status < 400) {
      clearNotSaved(placeOf(ctx.sourceElement));
      document.getElementById("problem")?.replaceChildren();
    }
  });

  window.addEventListener("online", () => {
    for (const place of document.querySelectorAll('[data-not-saved="again"]')) place.sendAgain();
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-not-saved]")) event.preventDefault();
  });

  // Plain forms: once is enough (htmx forms have hx-sync and hx-disable from the body) ------------------------------

  const isHtmx = (form) => [...form.attributes].some(({ name }) => /^hx-(post|put|patch|delete|get)$/.test(name));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || isHtmx(form) || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, A_WHILE); // a download leaves the page standing
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sending]")) delete form.dataset.sending;
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });

  // Menus and dialogs -----------------------------------------------------------------------------------------------

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  });

  const isTyped = (form) => [...form.elements].some((one) => one.value !== undefined && isOther(one));
  const isOther = ({ checked, defaultChecked, defaultValue, value }) =>
    (defaultValue !== undefined && value !== defaultValue) || (defaultChecked !== undefined && checked !== defaultChecked);

  // Escape closes a menu, and a row opened in place in which nothing was typed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const form = event.isComposing ? null : document.activeElement?.closest("form");
    if (form && !isTyped(form)) form.querySelector("[data-cancel]")?.click();
    const menu = document.activeElement?.closest("details.menu[open]");
    closeMenus(null);
    focusOn(menu?.querySelector("summary"));
  });

  for (const message of document.querySelectorAll("#flash .message")) message.dataset.seen = "";
  focusOnErrors(document, ["[data-focus-first]", BAD]);
})();
