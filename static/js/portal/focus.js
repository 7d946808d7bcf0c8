/* The focus is never lost: a swap that takes what had it gives it to its successor, and a list that was opened
   closes when the focus leaves it, so that it covers nothing that has the focus. */

import { all, one } from "./page.js";

let held;
export const hold = () => {
  const at = document.activeElement;
  held = { at, words: at.textContent.trim(), place: at.closest("[id]")?.id };
};

/* The same link or button if there is one still, else the first in its place, else the place. */
export const giveBack = () => {
  if (!held || held.at.isConnected || document.activeElement !== document.body) return;
  const place = document.getElementById(held.place) ?? one("#main");
  const controls = all("a[href], button", place);
  const next = controls.find((each) => each.textContent.trim() === held.words) ?? controls[0] ?? place;
  if (next === place) place.tabIndex = -1;
  next.focus();
};

["click", "focusin"].forEach((name) =>
  document.addEventListener(name, (event) => {
    all("details.psp-drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  }),
);
