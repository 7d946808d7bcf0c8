/* What this device keeps for one person: their texts until they count, and pages of a summit. */

import { all, one, person } from "./page.js";

export const PREFIX = "psp-draft:";
export const SENT = "psp-sent";
const DAYS_KEPT = 7;
export const keepsText = (form) => Boolean(person && form.method === "post" && (form.dataset.autosave || one("[data-kept]", form)));
export const textForms = (within = document) => all("form", within).filter(keepsText);
const pathOf = (form) => new URL(form.getAttribute("action") || "", location).pathname;
const nameOf = (form) =>
  form.dataset.draft || (form.dataset.autosave ? `${location.pathname}:${form.dataset.autosave}` : pathOf(form));
export const keyOf = (form) => `${PREFIX}${person}:${nameOf(form)}`;
export const keepsLocally = (form) => !form.closest("[data-no-local]");
export const copyOf = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const forget = (test) =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX) && test(key))
    .forEach((key) => localStorage.removeItem(key));
export const forgetAll = () => {
  forget((key) => key.startsWith(`${PREFIX}${person}:`));
  forgetSummit();
};

/* What a worker keeps of a summit goes with its person, and with its day. */
const SUMMIT = "psp-summit";
const forgetSummit = () => globalThis.caches?.delete(SUMMIT);
export const tidySummit = async () => {
  if (!(await globalThis.caches?.has(SUMMIT))) return;
  const cache = await caches.open(SUMMIT);
  const note = await (await cache.match("/summits/kept"))?.json();
  if (!note) return;
  const over = Object.keys(note.pages).filter((path) => Date.parse(note.pages[path]) <= Date.now());
  if (note.person !== person || over.length === Object.keys(note.pages).length) return forgetSummit();
  over.forEach((path) => cache.delete(path));
};

/* An update typed on the road waits for its author, however long they are without a signal. */
export const UPDATE = "update:";
/* So do check-ins at a summit's door. */
export const CHECK_IN = "check-in:";
export const keptOf = (kind) =>
  Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${person}:${kind}`) && copyOf(key));
export const keptUpdates = () => keptOf(UPDATE);
const waits = (key) => [UPDATE, CHECK_IN].includes(`${key.split(":")[2]}:`);
export const isUpdate = (key) => key.split(":")[2] === UPDATE.slice(0, -1);
export const forgetOld = () =>
  forget((key) => !waits(key) && !(copyOf(key)?.at > Date.now() - DAYS_KEPT * 86400000));
