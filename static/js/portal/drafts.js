/* Drafts: to the server every 30 seconds and on leaving a field; on the device until then. A form without an
   address for drafts that has a text field (data-kept, from the field tag) is kept on the device until it counts. */

import { copyOf, isUpdate, keepsLocally, keyOf } from "./kept.js";
import { all, momentWords, one, say, timeWords, USED } from "./page.js";
import { controlsOf, daysOf, isStored, PICK, shows, textOf, valueOf } from "./typed.js";

export const noteOf = (form) => {
  let note = one(".psp-saved", form);
  if (!note) {
    note = document.createElement("p");
    note.className = "psp-saved";
    if (form.dataset.autosave) form.append(note);
    else form.prepend(note);
  }
  return note;
};

export const keep = (form) => {
  if (!keepsLocally(form)) return false;
  if (isStored(form) && form.savedText === JSON.stringify(textOf(form))) {
    localStorage.removeItem(keyOf(form));
    return true;
  }
  try {
    const hasVersion = !form.dataset.autosave || isUpdate(keyOf(form));
    const version = hasVersion ? form.elements.version?.value : undefined;
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields: textOf(form), version }));
    return true;
  } catch {
    return false;
  }
};

/* The page that is on its way may have been made before this text was saved: the device keeps it until then. */
let leaving = false;
window.addEventListener("beforeunload", () => (leaving = true));

/* What the answer says goes on with the draft that now exists: its fields, addresses and name. */
const adopt = (form, { fields = {}, version, action, autosave, draft }) => {
  if (!leaving) localStorage.removeItem(keyOf(form));
  Object.entries(version ? { version, ...fields } : fields).forEach(([name, value]) => {
    if (form.elements[name]) form.elements[name].value = value;
  });
  if (action) {
    form.setAttribute("action", action);
    history.replaceState(history.state, "", action);
  }
  if (autosave) form.dataset.autosave = autosave;
  if (draft) form.dataset.draft = draft;
};

const save = (form) => {
  const now = JSON.stringify(textOf(form));
  if (form.dataset.sending || form.savedText === now) return;
  if (form.saving) {
    form.again = true;
    return;
  }
  form.saving = send(form, now).finally(() => {
    form.saving = null;
    if (!form.again) return;
    form.again = false;
    save(form);
  });
};

const send = async (form, now) => {
  const kept = keep(form);
  const typed = new FormData(form);
  all("input[type=file]", form).forEach((input) => typed.delete(input.name)); // files go with the whole form
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: typed,
      headers: { "X-Autosave": "1", Accept: "application/json" },
      redirect: "error",
    });
    if (answer.status === 409) {
      const { refused } = await answer.json().catch(() => ({}));
      if (refused) {
        noteOf(form).textContent = `Not saved. ${refused}`;
        return;
      }
    }
    if (!answer.ok) throw new Error(String(answer.status));
    document.dispatchEvent(new Event(USED));
    form.savedText = now;
    adopt(form, await answer.json().catch(() => ({})));
    if (JSON.stringify(textOf(form)) !== now) keep(form); // typed while it was on its way
    noteOf(form).textContent = `Saved ${timeWords(new Date())}`;
  } catch {
    const place = kept ? "Saved on this device" : "Not saved yet";
    noteOf(form).textContent = `${place} ${timeWords(new Date())}. It's sent when you're back online and submit it.`;
  }
};

const restore = (form) => {
  const stored = copyOf(keyOf(form));
  if (!keepsLocally(form)) localStorage.removeItem(keyOf(form)); // kept before it became federal
  if (!stored) return;
  if (shows(form, stored.fields)) {
    if (isStored(form)) localStorage.removeItem(keyOf(form));
    return;
  }
  const { at, fields, version } = stored;
  for (const input of controlsOf(form)) {
    const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(input.type)) input.checked = values.includes(input.value);
    else if (input.options && (values.length || input.multiple))
      [...input.options].forEach((each) => (each.selected = values.includes(each.value)));
    else if (values.length) input.value = values[0];
  }
  /* On another day the tiles are other days. */
  for (const { tiles, date } of daysOf(form)) {
    const day = valueOf(fields, tiles[0].name);
    if (!day || tiles.some((tile) => tile.value === day)) continue;
    tiles.forEach((tile) => (tile.checked = tile.value === PICK));
    date.value = day;
  }
  /* Text that changes what others have changed since is answered as such. */
  if (version && form.elements.version) form.elements.version.value = version;
  const again = one("input[type=file]", form) ? " Choose the file again." : "";
  const words = `Your text is safe. We restored it as you left it at ${momentWords(new Date(at))}.${again}`;
  noteOf(form).textContent = words;
  if (!form.dataset.autosave) offerFresh(form);
  say(words);
};

export const discardButton = (words, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "usa-button usa-button--unstyled psp-button psp-button--danger";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
};

const offerFresh = (form) => {
  const button = discardButton("Discard it", () => {
    localStorage.removeItem(keyOf(form));
    location.reload();
  });
  noteOf(form).append(" ", button);
};

export const watch = (form) => {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  form.savedText = JSON.stringify(textOf(form));
  restore(form);
  if (form.dataset.autosave && !keepsLocally(form)) save(form); // the page has the only copy now
  form.addEventListener("input", () => {
    leaving = false; // a download or a refused navigation: the page stayed
    if (form.dataset.autosave || form.savedText !== JSON.stringify(textOf(form))) keep(form);
    else localStorage.removeItem(keyOf(form));
  });
  if (!form.dataset.autosave) return;
  form.addEventListener("focusout", (event) => event.relatedTarget?.type === "submit" || save(form));
  setInterval(() => form.isConnected && save(form), 30000);
};
