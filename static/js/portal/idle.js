/* Idle: a warning five minutes before the session ends. What the page saves or asks for by itself is use too. */

import { keep } from "./drafts.js";
import { all, one, USED } from "./page.js";

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
    try {
      await fetch(location.href, { method: "HEAD" });
    } catch {
      one("p", idle).textContent = "There is no signal. What you typed is safe. Try again when there is.";
      return;
    }
    idle.close();
    restart();
  });
  ["htmx:after:request", USED].forEach((name) => document.addEventListener(name, restart));
}
