/* PSP Portal: a table by arrow keys. Tab reaches one of its cells; arrows go to the next one that has a link or button. */
(() => {
  "use strict";

  const all = (selector, within) => [...within.querySelectorAll(selector)];
  const say = (words) => document.dispatchEvent(new CustomEvent("say", { detail: words }));
  const actsIn = (cell) => all("a, button", cell);
  const rowOf = (cell) => cell.parentElement.rowIndex;
  /* Its browser gives it the focus by itself, after this file ran. */
  const asked = document.getElementById(location.hash.slice(1));
  const putBack = document.querySelector("[data-put-back]");

  const dress = (grid) => {
    const stops = all("td", grid).filter((cell) => actsIn(cell).length);
    if (!stops.length) return;
    let at = null;
    const enter = (cell) => {
      (at ? [at] : stops).flatMap(actsIn).forEach((act) => (act.tabIndex = -1));
      actsIn(cell).forEach((act) => (act.tabIndex = 0));
      at = cell;
    };
    const go = (cell) => {
      if (!cell) return say("There is nothing further in that direction.");
      enter(cell);
      actsIn(cell)[0].focus();
    };
    /* The nearest column of the next row that has a stop, so that no stop is out of reach. */
    const beyond = (way) => {
      const row = stops.map(rowOf).filter((each) => (each - rowOf(at)) * way > 0).sort((a, b) => (a - b) * way)[0];
      const far = (cell) => Math.abs(cell.cellIndex - at.cellIndex);
      return stops.filter((cell) => rowOf(cell) === row).sort((a, b) => far(a) - far(b))[0];
    };
    const inRow = () => stops.filter((cell) => rowOf(cell) === rowOf(at));
    const KEYS = {
      ArrowRight: () => stops[stops.indexOf(at) + 1],
      ArrowLeft: () => stops[stops.indexOf(at) - 1],
      ArrowDown: () => beyond(1),
      ArrowUp: () => beyond(-1),
      Home: () => inRow()[0],
      End: () => inRow().at(-1),
    };
    grid.setAttribute("role", "grid");
    all("td", grid).forEach((cell) => cell.setAttribute("role", "gridcell"));
    enter(stops.find((cell) => "begin" in cell.dataset || cell.contains(asked)) || stops[0]);
    grid.addEventListener("focusin", (event) => enter(event.target.closest("td") || at));
    grid.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (KEYS[event.key]) go(KEYS[event.key]());
      else if (event.key === "m") event.target.closest(".psp-entry")?.querySelector("a[href$='/move/']")?.click();
      else return;
      event.preventDefault();
    });
    if (putBack) go(at);
  };

  all("table[data-grid]", document).forEach(dress);
  if (!putBack) return;
  say(putBack.closest("p").textContent.trim().replace(/\s+/g, " "));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("dialog, details[open]")) putBack.click();
  });
})();
