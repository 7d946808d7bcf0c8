/* PSP Portal: what makes pages quicker for those who have JavaScript. Every page works without.
   No inline code, no library; htmx swaps panels and this file listens on the document. */
(() => {
  "use strict";

  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const timeWords = (date) =>
    date.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" }).replace(" AM", " am").replace(" PM", " pm");

  const momentWords = (date) => {
    const day = date.toLocaleDateString("en-US", { month: "short", day: "numeric" });
    return date.toDateString() === new Date().toDateString() ? timeWords(date) : `${timeWords(date)} on ${day}`;
  };

  root.classList.add("psp-js");

  /* One sentence for screen readers; a room's answer may carry it in the HX-Trigger event "say". */
  const say = (sentence) => {
    const status = one("#psp-status");
    if (status) status.textContent = sentence;
  };
  document.addEventListener("say", (event) => say(event.detail?.value ?? event.detail ?? ""));

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
  document.addEventListener("click", (event) => {
    all("details.psp-drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const drop = event.key === "Escape" && event.target.closest("details.psp-drop[open]");
    if (!drop) return;
    drop.open = false;
    one("summary", drop).focus();
  });

  /* Sending: asks before what cannot be undone, counts once, says so when it takes long ------ */
  const ask = (question) =>
    new Promise((resolve) => {
      const dialog = one("#psp-confirm");
      if (!dialog) return resolve(true);
      one("[data-question]", dialog).textContent = question;
      dialog.returnValue = "no";
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
      dialog.showModal();
    });

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
  /* Without a signal the browser's own error page would take the place of what was typed. */
  const showOffline = (isOffline) => {
    const banner = one("#psp-offline");
    if (!banner || banner.hidden !== isOffline) return;
    banner.hidden = !isOffline;
    say(isOffline ? banner.textContent.trim().replace(/\s+/g, " ") : "You're back online.");
    if (isOffline) banner.scrollIntoView({ block: "nearest" });
  };
  window.addEventListener("online", () => showOffline(false));
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
  window.addEventListener("pageshow", idleAgain);
  ["htmx:after:request", "htmx:error", "htmx:afterRequest"].forEach((name) => document.addEventListener(name, idleAgain));

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

  /* Drafts: to the server every 30 seconds and on leaving a field; on the device until then. A form without an
     address for drafts that has a text field (data-kept, from the field tag) is kept on the device until it counts. */
  const PREFIX = "psp-draft:";
  const SENT = "psp-sent";
  const DAYS_KEPT = 7;
  const NOT_TEXT = ["hidden", "password", "file", "submit", "button", "reset"];
  const person = document.body.dataset.person;
  const keepsText = (form) => Boolean(person && form.method === "post" && (form.dataset.autosave || one("[data-kept]", form)));
  const textForms = (within = document) => all("form", within).filter(keepsText);
  const pathOf = (form) => new URL(form.getAttribute("action") || "", location).pathname;
  const nameOf = (form) =>
    form.dataset.draft || (form.dataset.autosave ? `${location.pathname}:${form.dataset.autosave}` : pathOf(form));
  const keyOf = (form) => `${PREFIX}${person}:${nameOf(form)}`;
  const keepsLocally = (form) => !form.closest("[data-no-local]");
  const copyOf = (key) => {
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
  const forgetAll = () => {
    forget((key) => key.startsWith(`${PREFIX}${person}:`));
    forgetSummit();
  };
  /* What a worker keeps of a summit goes with its person, and with its day. */
  const SUMMIT = "psp-summit";
  const forgetSummit = () => globalThis.caches?.delete(SUMMIT);
  const tidySummit = async () => {
    if (!(await globalThis.caches?.has(SUMMIT))) return;
    const cache = await caches.open(SUMMIT);
    const note = await (await cache.match("/summits/kept"))?.json();
    if (!note) return;
    const over = Object.keys(note.pages).filter((path) => Date.parse(note.pages[path]) <= Date.now());
    if (note.person !== person || over.length === Object.keys(note.pages).length) return forgetSummit();
    over.forEach((path) => cache.delete(path));
  };
  tidySummit();
  /* An update typed on the road waits for its author, however long they are without a signal. */
  const UPDATE = "update:";
  /* So do check-ins at a summit's door. */
  const CHECK_IN = "check-in:";
  const LOSES =
    "Sign out? This device has updates or check-ins that were never submitted. Signing out deletes them from it.";
  const keptOf = (kind) =>
    Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${person}:${kind}`) && copyOf(key));
  const keptUpdates = () => keptOf(UPDATE);
  const waits = (key) => [UPDATE, CHECK_IN].includes(`${key.split(":")[2]}:`);
  const isUpdate = (key) => key.split(":")[2] === UPDATE.slice(0, -1);
  const forgetOld = () =>
    forget((key) => !waits(key) && !(copyOf(key)?.at > Date.now() - DAYS_KEPT * 86400000));

  const controlsOf = (form) => [...form.elements].filter((input) => input.name && !NOT_TEXT.includes(input.type));
  const textOf = (form) =>
    controlsOf(form)
      .filter((input) => !input.disabled && (!["checkbox", "radio"].includes(input.type) || input.checked))
      .flatMap((input) =>
        (input.selectedOptions ? [...input.selectedOptions] : [input]).map((each) => [input.name, each.value]),
      );
  const same = (these, those) => JSON.stringify(these) === JSON.stringify(those);
  const valueOf = (fields, name) => fields.find(([each]) => each === name)?.[1] ?? "";

  /* A day is a tile or, under "Pick a date", the date field beside it. */
  const PICK = "pick";
  const daysOf = (form) =>
    all(".psp-choice", form)
      .map((choice) => ({ tiles: all("input[type=radio]", choice), date: one("input[type=date]", choice) }))
      .filter(({ tiles, date }) => tiles.length && date);
  const meaningOf = (form, fields) => {
    const days = daysOf(form);
    const meant = (name, value) => {
      const day = value === PICK && days.find(({ tiles }) => tiles[0].name === name);
      return day ? valueOf(fields, day.date.name) : value.trim();
    };
    return fields
      .filter(([name]) => !days.some(({ date }) => date.name === name))
      .map(([name, value]) => [name, meant(name, value)])
      .filter(([, value]) => value)
      .sort();
  };
  const shows = (form, fields) => same(meaningOf(form, fields), meaningOf(form, textOf(form)));
  /* The page of a draft that shows what the portal has, not what was refused. */
  const isStored = (form) => "stored" in form.dataset;

  /* What was sent is forgotten once the portal answered with another page, or with the form without it. A log-in
     or error page is no answer, and neither is a form that was refused: it shows what was sent. */
  const settle = () => {
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

  const noteOf = (form) => {
    let note = one(".psp-saved", form);
    if (!note) {
      note = document.createElement("p");
      note.className = "psp-saved";
      if (form.dataset.autosave) form.append(note);
      else form.prepend(note);
    }
    return note;
  };

  const keep = (form) => {
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

  const discardButton = (words, act) => {
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

  /* Texts of updates that never reached the portal, and are not the one in the form. */
  const offerKept = () => {
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
  const dropArrived = (sent) => {
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

  const watch = (form) => {
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

  /* Clocks: the figure runs on without being announced -------------------------------------- */
  const DAY = 480;
  const words = (minutes) => {
    const [days, hours, rest] = [Math.floor(minutes / DAY), Math.floor((minutes % DAY) / 60), minutes % 60];
    const parts = [];
    if (days) parts.push(`${days} day${days === 1 ? "" : "s"}`);
    if (hours) parts.push(`${hours} h`);
    if (rest || !parts.length) parts.push(`${rest} min`);
    return parts.join(" ");
  };
  const tick = () =>
    all("[data-clock][data-runs-until]").forEach((figure) => {
      const until = Math.min(Date.now(), Date.parse(figure.dataset.runsUntil));
      const gone = Math.floor((until - Date.parse(figure.dataset.asOf)) / 60000);
      const left = Number(figure.dataset.clock) - Math.max(gone, 0);
      if (left > 0) figure.textContent = words(left);
    });
  setInterval(tick, 60000);

  /* Keys: / j k o x a ?, off where the reader switched them off and in fields -------------------- */
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

  /* Idle: a warning five minutes before the session ends ------------------------------------- */
  const seconds = Number(document.body.dataset.sessionSeconds);
  const idle = one("#psp-idle");
  let timer;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      all("form[data-autosave]").forEach(keep);
      idle.showModal();
    }, Math.max(seconds - 300, 1) * 1000);
  };
  if (seconds && idle) {
    restart();
    one("button", idle).addEventListener("click", async () => {
      await fetch(location.href, { method: "HEAD" }).catch(() => undefined);
      idle.close();
      restart();
    });
    document.addEventListener("htmx:after:request", restart);
  }

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
  ["htmx:after:swap", "htmx:afterSwap"].forEach((name) => document.addEventListener(name, () => dress(document)));
  forgetOld();
  settle();
  dropArrived();
  dress(document);
  offerKept();
})();
