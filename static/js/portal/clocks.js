/* Clocks: the figure runs on without being announced. */

import { all } from "./page.js";

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
