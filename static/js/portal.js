/* PSP Portal: what makes pages quicker for those who have JavaScript. Every page works without.
   No inline code, no library; htmx swaps panels and this file listens on the document. */

import { dropArrived, offerKept, settle } from "./portal/arrivals.js";
import "./portal/clocks.js";
import { watch } from "./portal/drafts.js";
import { giveBack, hold } from "./portal/focus.js";
import "./portal/idle.js";
import { forgetOld, textForms, tidySummit } from "./portal/kept.js";
import "./portal/keys.js";
import { all, one } from "./portal/page.js";
import "./portal/sending.js";

document.documentElement.classList.add("psp-js");

/* Menu and drop-downs ------------------------------------------------------------------- */
const menu = one(".psp-header__menu");
const nav = one("#psp-nav");
if (menu && nav) {
  menu.hidden = false;
  menu.addEventListener("click", () => {
    const open = nav.classList.toggle("is-open");
    menu.setAttribute("aria-expanded", String(open));
  });
}
document.addEventListener("keydown", (event) => {
  const drop = event.key === "Escape" && event.target.closest("details.psp-drop[open]");
  if (!drop) return;
  drop.open = false;
  one("summary", drop).focus();
});

/* How many rows are selected, in the bar that acts on them --------------------------------- */
const selected = (form) => {
  const bar = one(`[data-selection="${form.id}"]`);
  if (bar) one("[data-selected]", bar).textContent = all("input[type=checkbox]:checked", form).length;
};
document.addEventListener("change", (event) => {
  if (event.target.type === "checkbox" && event.target.form?.id) selected(event.target.form);
});

/* Characters left ----------------------------------------------------------------------- */
const count = (area) => {
  const left = Number(area.dataset.count) - area.value.length;
  let note = area.nextElementSibling;
  if (!note?.classList.contains("psp-count")) {
    note = document.createElement("span");
    note.className = "psp-count";
    area.after(note);
  }
  const told = Math.abs(left);
  const what = `${told.toLocaleString("en-US")} ${told === 1 ? "character" : "characters"}`;
  note.textContent = left >= 0 ? `${what} left` : `${what} too many`;
};
document.addEventListener("input", (event) => {
  if (event.target.dataset?.count) count(event.target);
});

/* New content, at load and after each swap -------------------------------------------------- */
const dress = (within) => {
  textForms(within).forEach(watch);
  all("textarea[data-count]", within).forEach(count);
  one("[data-focus]", within)?.focus();
};
all("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
/* CSS shows folded panels on wide screens and on paper; older browsers can only open them. */
if (!CSS.supports("selector(::details-content)")) {
  const unfold = () => all("details.psp-fold, .psp-main details.psp-more").forEach((fold) => (fold.open = true));
  if (matchMedia("(min-width: 40rem)").matches) all("details.psp-fold").forEach((fold) => (fold.open = true));
  window.addEventListener("beforeprint", unfold);
}
document.addEventListener("htmx:before:swap", hold);
["htmx:after:swap", "htmx:afterSwap"].forEach((name) =>
  document.addEventListener(name, () => {
    dress(document);
    giveBack();
  }),
);
tidySummit();
forgetOld();
settle();
dropArrived();
dress(document);
offerKept();
