/* PSP Portal: the check-in on a phone. Who is checked in without a signal waits on the phone until the portal has it. */
(() => {
  "use strict";

  const door = document.querySelector("[data-door]");
  if (!door) return;
  const one = (name) => door.querySelector(`[data-${name}]`);
  const key = `psp-draft:${document.body.dataset.person}:check-in:${door.dataset.door}`;
  const MAX_SHOWN = 25;
  const ENOUGH = 2;
  const EVERY = 15000;
  const AGAIN = 120000;
  const MAX_SENT = 100;
  let people = [];
  let isSending = false;
  /* Lines of check-ins that can't be sent, once their person may no longer check people in. */
  let unsent = [];
  /* Whether the list may be older than the last signal; what the portal took since a list was asked for. */
  let isBehind = false;
  let taken = [];

  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  };
  const store = (waiting) => {
    if (waiting.length) localStorage.setItem(key, JSON.stringify(waiting));
    else localStorage.removeItem(key);
  };
  const session = () => one("form").elements.session.value || null;
  const same = (a, b) => a.registration === b.registration && a.session === b.session;
  /* In the summit's time, as on every page of it, whatever the phone's zone is. */
  const TIME = { hour: "numeric", minute: "2-digit", timeZone: door.dataset.zone, timeZoneName: "shortGeneric" };
  const clock = (at) =>
    new Date(at).toLocaleTimeString("en-US", TIME).replace(/\s[AP]M/, (half) => half.toLowerCase());
  const used = () => document.dispatchEvent(new Event("psp:used"));
  const counted = (n) => (n === 1 ? "1 check-in" : `${n} check-ins`);

  const element = (tag, text, classes = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (classes) made.className = classes;
    return made;
  };

  const say = (text) => {
    one("status").textContent = text;
  };
  const sayWaiting = (why) => {
    const count = stored().length;
    say(count ? `${counted(count)} on this phone, not sent yet. ${why}` : "Everything is sent.");
  };

  const stateOf = (person) => {
    const waiting = stored().find((each) => same(each, { registration: person.id, session: session() }));
    if (waiting) return `Checked in at ${clock(waiting.at)}, not sent yet`;
    const at = person.there[session() || ""];
    if (at) return `Checked in at ${clock(at)}`;
    return person.refusal;
  };

  const lineOf = (person) => {
    const line = element("li", "");
    line.append(element("b", person.name), " ", element("span", person.about, "psp-meta"), " ");
    const said = stateOf(person);
    if (said) {
      line.append(element("span", said, "psp-meta"));
      return line;
    }
    const button = element("button", "Check in", "usa-button psp-button");
    button.type = "button";
    button.setAttribute("aria-label", `Check in ${person.name}`);
    button.addEventListener("click", () => {
      const [at, name] = [new Date().toISOString(), person.name];
      store([...stored(), { registration: person.id, session: session(), at, name }]);
      sayWaiting("");
      show();
      one("form").elements.q.focus();
      send();
    });
    line.append(button);
    return line;
  };

  const show = () => {
    const text = one("form").elements.q.value.trim().toLowerCase();
    const list = one("found");
    if (text.length < ENOUGH) return list.replaceChildren();
    const code = text.split("/codes/").pop().replace("/", "");
    const found = people.filter((each) => each.words.includes(text) || each.code.toLowerCase() === code);
    list.replaceChildren(...found.slice(0, MAX_SHOWN).map(lineOf));
    if (!found.length) list.append(element("li", "No one found. Check the spelling, or search by site."));
    if (found.length > MAX_SHOWN) list.append(element("li", `More than ${MAX_SHOWN} people match. Enter more letters.`));
  };

  const problem = (each, message) => {
    const line = element("li", `${each.name ?? "A person"}: ${message}`);
    one("problems").append(line);
    one("problem-panel").hidden = false;
    return line;
  };

  /* What the portal refused, until it answers otherwise for the same person at the same door. */
  const refused = new Map();
  const keyOf = (each) => `${each.registration} ${each.session || ""}`;
  const settle = (each) => {
    refused.get(keyOf(each))?.remove();
    refused.delete(keyOf(each));
    one("problem-panel").hidden = !one("problems").children.length;
  };
  const refuse = (each, message) => {
    settle(each);
    refused.set(keyOf(each), problem(each, message));
  };

  const enter = (arrivals) => {
    for (const each of arrivals) {
      const who = people.find((person) => person.id === each.registration);
      if (who) who.there[each.session || ""] ||= each.at;
    }
  };

  /* The portal answers for each check-in: what it has, or refused, no longer waits. */
  const send = async () => {
    const batch = stored().slice(0, MAX_SENT);
    if (!batch.length || isSending) return;
    isSending = true;
    try {
      const answer = await fetch(door.dataset.sync, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": one("token").querySelector("input").value },
        body: JSON.stringify({ arrivals: batch.map(({ name, ...each }) => each) }),
      });
      if (answer.type === "opaqueredirect") return sayWaiting("Sign in again on this phone, then open this page.");
      if ([403, 404].includes(answer.status)) return ask();
      if (!answer.ok) return sayWaiting("The portal didn't take them. We'll try again.");
      used();
      const { results } = await answer.json();
      store(stored().filter((each) => !batch.some((sent) => same(sent, each))));
      const fresh = results.flatMap((result, n) => (result.at ? [{ ...batch[n], at: result.at }] : []));
      taken.push(...fresh);
      enter(fresh);
      results.forEach((result, n) => (result.at ? settle(batch[n]) : refuse(batch[n], result.message)));
      sayWaiting("");
      show();
      if (stored().length) setTimeout(send);
      /* A refusal tells that the list is older than what it is about. */
      if (isBehind || fresh.length < results.length) load();
    } catch {
      isBehind = true;
      sayWaiting("There is no signal. We'll send them when there is.");
    } finally {
      isSending = false;
    }
  };

  /* Whoever no longer checks people in has nothing left here but what they did. */
  const close = () => {
    people = [];
    one("found").replaceChildren();
    caches.delete("psp-summit");
    const count = stored().length;
    const left = count ? ` ${counted(count)} on this phone couldn't be sent. Give the list below to an organizer.` : "";
    unsent.forEach((line) => line.remove());
    unsent = stored().map((each) => problem(each, `at the door at ${clock(each.at)}.`));
    say(`You no longer check people in at this summit.${left}`);
  };

  /* A page from before the last sign-in is refused too: its list says which of the two it is. */
  const ask = async () => {
    await load();
    if (people.length) sayWaiting("Reload this page, so that they can be sent.");
  };

  /* A list that was asked for before a check-in arrived may come after it, and doesn't know of it. */
  const load = async () => {
    const known = new Set(taken);
    try {
      const answer = await fetch(door.dataset.people, { redirect: "manual" });
      if ([403, 404].includes(answer.status)) return close();
      if (!answer.ok) return say("The list couldn't be loaded. Open this page again while there is a signal.");
      people = (await answer.json()).people.map((each) => ({
        ...each,
        words: `${each.name} ${each.about}`.toLowerCase(),
      }));
      isBehind = answer.headers.has("Psp-Kept");
      if (!isBehind) used();
      unsent.forEach((line) => line.remove());
      one("problem-panel").hidden = !one("problems").children.length;
      if (!isBehind) taken = taken.filter((each) => !known.has(each));
      enter(taken);
      people.forEach(({ id, there }) => Object.keys(there).forEach((session) => settle({ registration: id, session })));
      sayWaiting("");
      show();
    } catch {
      isBehind = true;
      say("The list couldn't be loaded. Open this page again while there is a signal.");
    }
  };
  const resume = () => (isBehind ? load().then(send) : send());

  one("form").hidden = false;
  one("form").addEventListener("submit", (event) => event.preventDefault());
  one("form").elements.q.addEventListener("input", show);
  one("form").elements.session.addEventListener("change", show);
  window.addEventListener("online", () => load().then(send));
  setInterval(resume, EVERY);
  setInterval(load, AGAIN);
  load().then(send);
})();
