/* PSP Portal: asks the worker to keep this page, for places without a signal. */
(() => {
  "use strict";

  const kept = document.querySelector("[data-keep-until]");
  const person = document.body.dataset.person;
  if (!kept || !person || !("serviceWorker" in navigator)) return;
  if (Date.parse(kept.dataset.keepUntil) <= Date.now()) return;
  const assets = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((each) => each.href || each.src);
  const pages = [location.pathname, ...(kept.dataset.keepAlso ? [kept.dataset.keepAlso] : [])];
  const icons = performance.getEntriesByType("resource").map((each) => each.name);
  const own = [...new Set([...assets, ...icons])].filter((each) => each.startsWith(`${location.origin}/static/`));
  navigator.serviceWorker.register(kept.dataset.worker, { scope: "/summits/" });
  navigator.serviceWorker.ready.then((registration) => {
    registration.active.postMessage({ person, until: kept.dataset.keepUntil, pages, assets: own });
  });
})();
