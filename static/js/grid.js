/* The grid of shares, filled like a spreadsheet. Without this it is a form with many fields. What is saved is judged by
   the server; here cells are moved between, pasted into and marked. Words come from the page. */
"use strict";

(() => {
  const form = document.querySelector("form[data-grid]");
  const table = form?.querySelector("table.cells");
  if (!table) return;

  const words = JSON.parse(form.dataset.words);
  const status = form.querySelector("[data-status]");
  const { plain, said } = gridChecks;

  // Cells: rows of fields, null where a cell is closed ------------------------------------------------------------

  const places = new Map(); // field: [row, column]
  const cells = [...table.tBodies[0].rows].map((row) => {
    const fields = [...row.querySelectorAll("td")].map((cell) => [...cell.querySelectorAll("input")]);
    return fields.some((some) => some.length) ? fields : null;
  }).filter(Boolean).map((row, _, all) => {
    const depth = Math.max(...all.flatMap((one) => one.map((some) => some.length)));
    return row.flatMap((some) => Array.from({ length: depth }, (_unused, place) => some[place] ?? null));
  });
  cells.forEach((row, r) => row.forEach((field, c) => field && places.set(field, [r, c])));

  const seen = JSON.parse(form.elements.seen.value);
  const columnOf = new Map(seen.units.map((unit, place) => [String(unit), place]));
  const shares = Object.fromEntries(
    Object.entries(seen.rows).map(([target, parts]) => [target, parts.map((part) => part.split("|"))]),
  );

  function wasSeen({ name }) {
    const [target, unit] = name.slice(1).split("-");
    return shares[target][name[0] === "v" ? 0 : 1][columnOf.get(unit)] ?? "";
  }

  // Where one was, when the page comes back saved -------------------------------------------------------------------

  const PLACE = `grid ${location.pathname}`;
  const scroller = table.closest(".scroll");

  function goBack() {
    const [name, left, top, down] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
    sessionStorage.removeItem(PLACE);
    if (name === undefined || form.querySelector("[data-focus-first], .bad")) return;
    form.elements[name]?.focus({ preventScroll: true });
    scroller.scrollTo(left, top);
    scrollTo(0, down);
  }

  // What is not saved ----------------------------------------------------------------------------------------------

  const unsaved = new Set();
  let leaving = false;

  function mark(field) {
    if (plain(field.value) === wasSeen(field)) unsaved.delete(field);
    else unsaved.add(field);
    const cell = field.closest("td");
    cell.classList.toggle("unsaved", [...cell.querySelectorAll("input")].some((one) => unsaved.has(one)));
  }

  function tell(more = "") {
    const left = unsaved.size ? said(words.unsaved, { count: unsaved.size }) : "";
    status.textContent = [more, left].filter(Boolean).join(" ");
  }

  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size && !leaving) event.preventDefault();
  });

  // Only what was changed is sent; all else stays as somebody else may have saved it meanwhile.
  form.addEventListener("submit", () => {
    leaving = true;
    const { scrollLeft, scrollTop } = scroller;
    sessionStorage.setItem(PLACE, JSON.stringify([document.activeElement.name, scrollLeft, scrollTop, scrollY]));
    for (const field of places.keys()) field.disabled = !unsaved.has(field);
  });

  window.addEventListener("pageshow", () => {
    leaving = false;
    for (const field of places.keys()) if (field.disabled) field.disabled = false;
  });

  const check = (row) => gridChecks.show(row, shares[row.dataset.target], columnOf, words);

  function set(changes) {
    const rows = new Set();
    for (const [field, text] of changes) {
      field.value = text;
      mark(field);
      rows.add(field.closest("tr"));
    }
    rows.forEach(check);
    tell();
  }

  // Moving, and choosing a block -------------------------------------------------------------------------------------

  let before = ""; // what stood in the cell when it was entered
  let editing = false; // the arrows move within the cell
  let anchor = null;
  let extending = false;
  let picked = [];

  function step(field, down, right) {
    let [r, c] = places.get(field);
    do {
      r += down;
      c += right;
      if (!cells[r] || c < 0 || c >= cells[r].length) return null;
    } while (!cells[r][c]);
    return cells[r][c];
  }

  function block() {
    const head = document.activeElement;
    if (!places.has(head)) return [];
    const [from, to] = [places.get(anchor ?? head), places.get(head)];
    const rows = cells.slice(Math.min(from[0], to[0]), Math.max(from[0], to[0]) + 1);
    return rows.map((row) => row.slice(Math.min(from[1], to[1]), Math.max(from[1], to[1]) + 1));
  }

  function show() {
    for (const cell of picked) cell.classList.remove("picked");
    const fields = block().flat().filter(Boolean);
    picked = fields.length > 1 ? fields.map((field) => field.closest("td")) : [];
    for (const cell of picked) cell.classList.add("picked");
  }

  function go(field, extend = false) {
    if (!field) return;
    extending = extend;
    field.focus();
    extending = false;
  }

  table.addEventListener("mousedown", (event) => {
    if (!event.shiftKey || !places.has(event.target)) return;
    event.preventDefault();
    go(event.target, true);
  });

  table.addEventListener("focusin", ({ target }) => {
    if (!places.has(target)) return;
    if (!extending) anchor = target;
    [before, editing] = [target.value, false];
    target.select();
    show();
  });

  table.addEventListener("dblclick", () => (editing = true));

  // Undoing: a cell that was typed into, a paste, a block that was cleared ---------------------------------------------

  const undo = [];

  function change(changes, more) {
    undo.push(changes.map(([field]) => [field, field.value]));
    set(changes);
    before = document.activeElement.value;
    if (more) tell(more);
  }

  table.addEventListener("input", ({ target }) => {
    mark(target);
    check(target.closest("tr"));
    tell();
  });

  table.addEventListener("change", ({ target }) => undo.push([[target, before]]));

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  table.addEventListener("keydown", (event) => {
    const { key, target: field, shiftKey } = event;
    if (!places.has(field) || event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const many = block().flat().filter(Boolean);
    if (STEPS[key] && !command && !(editing && (key === "ArrowLeft" || key === "ArrowRight"))) {
      go(step(field, ...STEPS[key]), shiftKey && !editing);
    } else if (key === "Enter" && !command) {
      go(step(field, shiftKey ? -1 : 1, 0));
    } else if (key === "Escape") {
      if (field.value !== before) set([[field, before]]);
      editing = false;
      field.select();
    } else if (key === "F2") {
      editing = true;
      field.setSelectionRange(field.value.length, field.value.length);
    } else if ((key === "Delete" || key === "Backspace") && many.length > 1) {
      change(many.map((one) => [one, ""]));
    } else if (command && key.toLowerCase() === "z" && field.value === before && undo.length) {
      set(undo.pop());
      before = field.value;
    } else if (command && key.toLowerCase() === "s") {
      form.requestSubmit();
    } else return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes nothing else
  });

  // From and to Excel ------------------------------------------------------------------------------------------------

  table.addEventListener("copy", (event) => {
    const rows = block();
    if (rows.flat().length < 2) return;
    event.clipboardData.setData("text/plain", rows.map((row) => row.map((one) => one?.value ?? "").join("\t")).join("\n"));
    event.preventDefault();
  });

  // A cell that holds a line break or a tab comes in quotes.
  function blockOf(text) {
    const one = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r?\n|$)/gy;
    const rows = [[]];
    for (let found = one.exec(text); found; found = one.exec(text)) {
      const bare = found[1].startsWith('"') ? found[1].slice(1, -1).replaceAll('""', '"') : found[1];
      rows.at(-1).push(bare.trim());
      if (!found[2] || one.lastIndex >= text.length) break;
      if (found[2] !== "\t") rows.push([]);
    }
    return rows;
  }

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!places.has(event.target) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [top, left] = places.get(event.target);
    const pairs = blockOf(text).flatMap((row, r) => row.map((one, c) => [cells[top + r]?.[left + c], one]));
    const open = pairs.filter(([field]) => field);
    const beyond = pairs.length - open.length;
    const more = [said(words.pasted, { count: open.length }), beyond && said(words.beyond, { count: beyond })];
    change(open, more.filter(Boolean).join(" "));
  });

  // The page as it came: after a refusal it holds what was typed.
  const keys = document.querySelector(".keys");
  if (keys) keys.hidden = false;
  for (const row of table.querySelectorAll("tr:has(.bad, .clashing)")) check(row);
  for (const field of places.keys()) if (field.value !== field.defaultValue || plain(field.value) !== wasSeen(field)) mark(field);
  tell();
  goBack();
})();
