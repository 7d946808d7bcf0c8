/* Sending: asks before what cannot be undone, counts once, says so when it takes long. */

import { keep, noteOf } from "./drafts.js";
import { CHECK_IN, forgetAll, keepsLocally, keepsText, keptOf, keptUpdates, keyOf, PREFIX, SENT } from "./kept.js";
import { all, ask, one, person, say } from "./page.js";

const LOSES =
  "Sign out? This device has updates or check-ins that were never submitted. Signing out deletes them from it.";

/* A form that leaves nothing on the device (federal items) is only sent while its person is still signed in. One
   that asks first (data-ask) isn't sent into a dead network or under somebody else's name. */
const ANOTHERS = "Someone else is signed in. Your text stays on this device until you sign in and submit it.";
const mayGo = async (form) => {
  let why = "The portal isn't answering. Your text is still on this page. Wait a minute, then submit it again.";
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && page.body.dataset.person === person) {
      form.elements.csrfmiddlewaretoken.value = one("[name=csrfmiddlewaretoken]", page).value;
      return true;
    }
    if (keepsLocally(form) && answer.type === "opaqueredirect") return true; // to sign in, and back to the text
    if (answer.status >= 400 && answer.status < 500) return true; // an address that only takes forms
    if (keepsLocally(form) && page?.body.dataset.person) why = ANOTHERS;
    else if (answer.status < 400) why = "Your session ended. Your text is still on this page. Sign in again in a new tab, then submit it here.";
  } catch {
    /* no network: nothing was sent */
  }
  noteOf(form).textContent = why;
  say(why);
  return false;
};

const stop = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};
const busy = (form, button) => {
  if (!form.dataset.sending || !form.isConnected) return;
  button.dataset.label = button.textContent;
  button.textContent = "Sending…";
  button.setAttribute("aria-disabled", "true");
};
const idleAgain = () =>
  all("form[data-sending]").forEach((form) => {
    delete form.dataset.sending;
    all("[data-label]", form).forEach((button) => {
      button.textContent = button.dataset.label;
      button.removeAttribute("aria-disabled");
      delete button.dataset.label;
    });
  });

/* Without a signal the browser's own error page would take the place of what was typed. */
const showOffline = (isOffline) => {
  const banner = one("#psp-offline");
  if (!banner || banner.hidden !== isOffline) return;
  banner.hidden = !isOffline;
  say(isOffline ? banner.textContent.trim().replace(/\s+/g, " ") : "You're back online.");
  if (isOffline) banner.scrollIntoView({ block: "nearest" });
};

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.method === "dialog" || form.method === "get") return;
    if (form.dataset.sending) return stop(event);
    if (form.saving) {
      stop(event);
      form.saving.then(() => form.requestSubmit(button));
      return;
    }
    if (!navigator.onLine) {
      stop(event);
      showOffline(true);
      return;
    }
    const losesText = form.hasAttribute("data-sign-out") && [...keptUpdates(), ...keptOf(CHECK_IN)].length > 0;
    const question = button?.dataset.confirm || (losesText && LOSES);
    if (question && !form.dataset.confirmed) {
      stop(event);
      ask(question).then((yes) => {
        if (!yes) return button?.focus();
        form.dataset.confirmed = "yes";
        form.requestSubmit(button);
      });
      return;
    }
    if (keepsText(form) && (!keepsLocally(form) || "ask" in form.dataset) && !form.mayGo) {
      stop(event);
      mayGo(form).then((yes) => {
        form.mayGo = yes;
        if (yes) form.requestSubmit(button);
      });
      return;
    }
    delete form.mayGo;
    delete form.dataset.confirmed;
    form.dataset.sending = "yes";
    if (form.dataset.drops) localStorage.removeItem(`${PREFIX}${person}:${form.dataset.drops}`);
    if (form.hasAttribute("data-sign-out")) forgetAll();
    else if (keepsText(form)) {
      if (!form.dataset.autosave) keep(form);
      sessionStorage.setItem(SENT, keyOf(form));
    }
    setTimeout(idleAgain, 10000);
    if (button) setTimeout(() => busy(form, button), 300);
  },
  true,
);
window.addEventListener("online", () => showOffline(false));
window.addEventListener("pageshow", idleAgain);
["htmx:after:request", "htmx:error", "htmx:afterRequest"].forEach((name) => document.addEventListener(name, idleAgain));
