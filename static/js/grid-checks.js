/* How the shares of a grid agree with their targets, said again at each key. The same as plans/rules/checks.py says,
   which is what counts; figures are whole numbers of ten-thousandths. Words and signs come from the page. */
"use strict";

const gridChecks = (() => {
  const SCALE = 10000n; // four digits after the comma, as the database keeps them
  const comma = document.documentElement.lang === "vi";
  const said = (template, places) => template.replace(/\{(\w+)\}/g, (_, name) => places[name]);

  function plain(typed) {
    const text = typed.trim().replace(/\s*%$/, "").replace(",", ".");
    return /^[-–—]$/.test(text) ? "" : text;
  }

  function figureOf(text) {
    const found = /^(\d{1,10})(?:\.(\d{1,4}))?$/.exec(plain(text));
    return found ? BigInt(found[1]) * SCALE + BigInt((found[2] ?? "").padEnd(4, "0")) : null;
  }

  function written(figure, digits = 4) {
    const text = String(figure).padStart(digits + 1, "0");
    const rest = text.slice(text.length - digits).replace(/0+$/, "");
    return text.slice(0, text.length - digits) + (rest && (comma ? "," : ".") + rest);
  }

  const halfUp = (part, whole) => (2n * part + whole) / (2n * whole);
  const satisfies = { "=": (d) => d === 0n, ">=": (d) => d >= 0n, ">": (d) => d > 0n, "<=": (d) => d <= 0n, "<": (d) => d < 0n };

  // `seen` has the values and the counts of all units, of those too that are not on the page.
  function sharesOf(row, seen, columnOf) {
    const now = seen.map((part) => [...part]);
    for (const field of row.querySelectorAll("input")) {
      now[field.name[0] === "v" ? 0 : 1][columnOf.get(field.name.split("-")[1])] = field.value;
    }
    return now[0].flatMap((text, place) => {
      const value = figureOf(text);
      const count = now[1][place].trim();
      return value === null ? [] : [{ value, count: /^\d+$/.test(count) ? BigInt(count) : null }];
    });
  }

  function checksOf({ goal, measure }, given) {
    const aim = figureOf(goal);
    const parts = goal.replace(/^\d+\.?|0+$/g, "").length;
    const cut = 10n ** BigInt(4 - Math.max(2, parts)); // a mean is rounded as far as the target's own figure goes
    const rounded = (part, whole) => halfUp(part, whole * cut) * cut;
    const total = given.reduce((sum, { value }) => sum + value, 0n);
    const mean = rounded(total, BigInt(given.length));
    if (measure !== "%") return [total === aim || mean !== aim ? ["sum", total] : ["mean", mean]];
    const whole = given.every(({ count }) => count !== null) ? given.reduce((sum, { count }) => sum + count, 0n) : 0n;
    const weighted = given.reduce((sum, { value, count }) => sum + value * (count ?? 0n), 0n);
    return [["mean", mean], ...(whole ? [["weighted", rounded(weighted, whole)]] : [])];
  }

  function line(text, tone, sign = "") {
    const one = document.createElement("span");
    one.className = tone;
    const drawn = sign && document.getElementById("grid-signs").content.querySelector(`[data-sign="${sign}"] svg`);
    one.append(...(drawn ? [drawn.cloneNode(true), " "] : []), text);
    return one;
  }

  function toldOf(kind, figure, { goal, measure, sign }, words) {
    const beyond = figure - figureOf(goal);
    const relation = beyond === 0n ? "same" : beyond > 0n ? "more" : "less";
    const [tone, drawn] = beyond === 0n ? ["tone-done", "same"] : satisfies[sign](beyond) ? ["", "met"] : ["tone-due-soon", "apart"];
    const first = said(words.kinds[kind], { figure: written(figure) + (measure === "%" ? " %" : "") });
    const apart = written(beyond < 0n ? -beyond : beyond);
    const second = said(words.relations[relation], { figure: measure === "%" ? said(words.points, { figure: apart }) : apart });
    return line(`${first}: ${second}`, tone, drawn);
  }

  function show(row, seen, columnOf, words) {
    const box = row.querySelector("[data-checks]");
    const given = sharesOf(row, seen, columnOf);
    if (!given.length) return box.replaceChildren(line(words.none, "muted"));
    const lines = checksOf(row.dataset, given).map(([kind, figure]) => toldOf(kind, figure, row.dataset, words));
    box.replaceChildren(line(said(words.given, { count: given.length, all: box.dataset.all }), "muted"), ...lines);
  }

  return { plain, said, show };
})();
