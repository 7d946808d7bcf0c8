/* What every part of the portal's pages asks of a page: its elements, its person, a sentence, a question. */

export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
/* Whose page it is; nobody's before signing in. */
export const person = document.body.dataset.person;

/* The portal answered something that the page did by itself: its session goes on. */
export const USED = "psp:used";

export const timeWords = (date) =>
  date.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" }).replace(" AM", " am").replace(" PM", " pm");

export const momentWords = (date) => {
  const day = date.toLocaleDateString("en-US", { month: "short", day: "numeric" });
  return date.toDateString() === new Date().toDateString() ? timeWords(date) : `${timeWords(date)} on ${day}`;
};

/* One sentence for screen readers; a room's answer may carry it in the HX-Trigger event "say". */
export const say = (sentence) => {
  const status = one("#psp-status");
  if (status) status.textContent = sentence;
};
document.addEventListener("say", (event) => say(event.detail?.value ?? event.detail ?? ""));

/* Before what can't be undone. */
export const ask = (question) =>
  new Promise((resolve) => {
    const dialog = one("#psp-confirm");
    if (!dialog) return resolve(true);
    one("[data-question]", dialog).textContent = question;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
