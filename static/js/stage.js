/* A meeting that lasts: the page follows what others do, and the keys of those who write. Each of them is a button too. */
"use strict";

(() => {
  const EVERY = 2400; // milliseconds, and up to JITTER more, so that two hundred phones do not ask at one moment
  const JITTER = 500;
  const CLOCK = 20000;
  const seen = new Map(); // by row: its words, to know which of them have changed
  const rows = () => document.querySelectorAll("article.conclusion");
  const isTyping = (element) => element?.matches("textarea, select, input:not([type=checkbox], [type=radio])");
  const hasEnded = () => globalThis.kept?.hasEnded() ?? false;

  // Following -------------------------------------------------------------------------------------------------------

  function ask() {
    const watch = document.querySelector("[data-follow]");
    if (watch && !document.hidden && !hasEnded()) watch.dispatchEvent(new Event("follow"));
  }

  function askAgain() {
    ask();
    setTimeout(askAgain, EVERY + Math.random() * JITTER);
  }

  document.addEventListener("visibilitychange", ask);
  if (document.querySelector("[data-follow]")) setTimeout(askAgain, EVERY + Math.random() * JITTER);

  // A row in which somebody writes stays as it is; when it is saved, both texts are shown.
  function holdWhatIsTyped() {
    for (const row of rows()) row.toggleAttribute("hx-morph-skip", Boolean(row.querySelector("form.in-place")));
    for (const answer of document.querySelectorAll("details.disagree")) answer.toggleAttribute("hx-morph-skip", answer.open);
  }

  document.addEventListener("toggle", holdWhatIsTyped, true);
  document.addEventListener("htmx:before:swap", holdWhatIsTyped);

  // What is new fades in, and nothing else.
  function look(fades) {
    for (const row of rows()) {
      const words = row.textContent.replace(/\s+/g, " ");
      if (fades && seen.get(row.id) !== words) row.classList.add("changed");
      seen.set(row.id, words);
    }
  }

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => look(ctx.sourceElement.matches("[data-follow]")));
  look(false);

  // The line --------------------------------------------------------------------------------------------------------

  const line = () => document.querySelector("#new-conclusion");
  const sentLines = new WeakMap(); // by request: the words that it carries

  // Who types on while a line is being recorded keeps what came after it.
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement === line()) sentLines.set(ctx, ctx.sourceElement.elements.text.value);
  });

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (sentLines.has(ctx) && ctx.response.status === 200) {
      const [typed, sent] = [line().elements.text.value, sentLines.get(ctx)];
      sentLines.set(ctx, typed.startsWith(sent) ? typed.slice(sent.length) : typed);
    } else {
      sentLines.delete(ctx);
    }
  });

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!sentLines.has(ctx)) return;
    const field = line()?.elements.text;
    if (!field) return;
    field.value = sentLines.get(ctx).trimStart();
    sentLines.delete(ctx);
    field.focus();
    field.scrollIntoView({ block: "nearest" });
    if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Closing with a line that is not recorded: it goes along, and the answer asks about it.
  document.addEventListener("submit", ({ target }) => {
    const field = target.querySelector("[data-line-too]");
    if (!field || !line()) return;
    field.value = line().elements.text.value;
    delete line().dataset.warns;
  }, true);

  // Where the cursor stands, a conclusion is split.
  document.addEventListener("click", ({ target }) => {
    const form = target.closest("[data-splits]")?.closest("form");
    if (form) form.elements.caret.value = form.elements.text.selectionStart || "";
  }, true);

  // Keys ------------------------------------------------------------------------------------------------------------

  const WALL = { ArrowLeft: "before", ArrowUp: "before", PageUp: "before", ArrowRight: "after", ArrowDown: "after", PageDown: "after" };

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (event.isComposing) return;
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      const way = event.key === "ArrowUp" ? "up" : "down";
      press(event, here.closest("article.conclusion")?.querySelector(`[data-way="${way}"]`));
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && !(isTyping(here) && here.value)) {
      press(event, document.querySelector("#undo button"));
    } else if (!event.altKey && !event.ctrlKey && !event.metaKey && WALL[event.key] && !isTyping(here) && !scrolls(event.key)) {
      press(event, document.querySelector(`.wall [rel="${WALL[event.key] === "before" ? "prev" : "next"}"]`));
    }
  });

  // A screen that is longer than the wall is read to its end first.
  function scrolls(key) {
    const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
    if (["ArrowDown", "PageDown"].includes(key)) return scrollTop + clientHeight < scrollHeight - 2;
    return ["ArrowUp", "PageUp"].includes(key) && scrollTop > 2;
  }

  function press(event, button) {
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  // How long it has lasted ------------------------------------------------------------------------------------------

  function tellTime() {
    for (const clock of document.querySelectorAll("[data-began]")) {
      const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.began)) / 60000));
      const two = (number) => String(number).padStart(2, "0");
      clock.textContent = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    }
  }

  tellTime();
  setInterval(tellTime, CLOCK);
})();
