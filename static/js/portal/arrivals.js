/* What was sent, or waits to be: it's forgotten once the portal has it, and offered again until then. */

import { discardButton } from "./drafts.js";
import { copyOf, isUpdate, keptUpdates, keyOf, PREFIX, SENT, textForms, UPDATE } from "./kept.js";
import { all, ask, momentWords, one, person, say } from "./page.js";
import { isStored, same, shows, textOf, valueOf } from "./typed.js";

/* What was sent is forgotten once the portal answered with another page, or with the form without it. A log-in
   or error page is no answer, and neither is a form that was refused: it shows what was sent. */
export const settle = () => {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (!sent || !person) return;
  if (isUpdate(sent)) {
    const typed = copyOf(sent)?.fields;
    if (typed && textForms().some((each) => isStored(each) && shows(each, typed))) localStorage.removeItem(sent);
    return dropArrived(sent); // any page may follow a network that was cut
  }
  const form = textForms().find((each) => keyOf(each) === sent);
  const refused = form && (form.dataset.autosave || same(copyOf(sent)?.fields, textOf(form)));
  if (!refused) localStorage.removeItem(sent);
};

/* Texts of updates that never reached the portal, and are not the one in the form. */
export const offerKept = () => {
  const list = one("[data-kept-updates]");
  if (!list || !person) return;
  const start = `${PREFIX}${person}:${UPDATE}`;
  const shown = textForms().map(keyOf);
  keptUpdates().filter((key) => !shown.includes(key)).forEach((key) => {
    const [link, item] = [document.createElement("a"), document.createElement("li")];
    const typed = `the update you typed at ${momentWords(new Date(copyOf(key).at))}`;
    link.href = `${list.dataset.keptUpdates}${encodeURIComponent(key.slice(start.length))}`;
    link.textContent = `Open ${typed}`;
    const button = discardButton("Discard", async () => {
      if (!(await ask(`Discard ${typed}? You can't undo this.`))) return button.focus();
      localStorage.removeItem(key);
      item.remove();
      list.hidden = !one("li", list);
      one("#main").focus();
      say("The text was discarded.");
    });
    button.setAttribute("aria-label", `Discard ${typed}`);
    item.append(link, " ", button);
    one("ul", list).append(item);
    list.hidden = false;
  });
};

/* What the portal has already is not offered again: its answer was lost on the way. */
export const dropArrived = (sent) => {
  const arrived = one("[data-arrived]");
  if (!arrived || !person) return;
  const key = sent ?? `${PREFIX}${person}:${UPDATE}${arrived.dataset.arrived}`;
  const typed = copyOf(key)?.fields ?? [];
  const plain = (text) => text.trim().replace(/\s+/g, " ");
  const isThere = (part) => plain(valueOf(typed, part.dataset.field)) === plain(part.textContent);
  /* Commitments are rows and check boxes: each that was typed is among those the update made or finished. */
  const among = all("[data-among]", arrived);
  const isMade = ([name, value]) =>
    !/^(commitment_|done$)/.test(name) ||
    !value.trim() ||
    among.some((part) => name.startsWith(part.dataset.among) && plain(value) === plain(part.textContent));
  if (all("[data-field]", arrived).every(isThere) && typed.every(isMade)) localStorage.removeItem(key);
  if (!copyOf(key) && arrived.dataset.page) location.replace(arrived.dataset.page);
};
