/* Idle: a warning five minutes before the session ends. */

import { keep } from "./drafts.js";
import { all, one } from "./page.js";

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
