/* Keys: / j k o x a ?, off where the reader switched them off and in fields. */

import { all, one } from "./page.js";

const move = (step) => {
  const rows = all("[data-keys] tbody tr, [data-keys] > li");
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("is-at"));
  rows[at]?.classList.remove("is-at");
  const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  row.classList.add("is-at");
  one("a", row)?.focus();
};
const KEYS = {
  "/": () => one("#psp-search")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  o: () => one("[data-keys] .is-at a")?.click(),
  x: () => one("[data-keys] .is-at input[type=checkbox]")?.click(),
  /* To what the request in hand waits for; Enter presses it. */
  a: () => one("[data-in-hand] .usa-button:not(.usa-button--outline):not(.usa-button--unstyled)")?.focus(),
  "?": () => one("#psp-keys")?.showModal(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
