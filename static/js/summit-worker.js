/* PSP Portal: what of a summit can be read without a signal: the reader's own agenda, and the list at the door.
   A page asks to be kept, with its person and an end; nothing else is stored. */
"use strict";

const NAME = "psp-summit";
const NOTE = "/summits/kept";
const REFUSED = [401, 403, 404, 410];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const noteOf = async (cache) => {
  const found = await cache.match(NOTE);
  return found ? found.json() : { person: "", pages: {} };
};
const write = (cache, note) => cache.put(NOTE, new Response(JSON.stringify(note)));
const pathOf = (address) => new URL(address, self.location).pathname;

/* Another person's pages, and those whose day has passed, go first. */
const keep = async ({ person, until, pages, assets }) => {
  const earlier = await noteOf(await caches.open(NAME));
  if (earlier.person !== person) await caches.delete(NAME);
  const cache = await caches.open(NAME);
  const note = earlier.person === person ? earlier : { person, pages: {} };
  for (const page of pages) note.pages[pathOf(page)] = until;
  await write(cache, note);
  await Promise.all(
    [...pages, ...assets].map(async (address) => {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) await cache.put(pathOf(address), answer);
    }),
  );
};

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

/* The network first. Whoever is signed out or may no longer read a kept page has nothing left here. */
const answerTo = async (request) => {
  const path = pathOf(request.url);
  const cache = await caches.open(NAME);
  const { pages } = await noteOf(cache);
  try {
    const answer = await fetch(request);
    if (path in pages) {
      const isRefused = answer.redirected || answer.type === "opaqueredirect" || REFUSED.includes(answer.status);
      if (isRefused) await caches.delete(NAME);
      else if (answer.ok && !new URL(request.url).search) await cache.put(path, answer.clone());
    }
    return answer;
  } catch (error) {
    if (path in pages && Date.parse(pages[path]) <= Date.now()) {
      await cache.delete(path);
      throw error;
    }
    const kept = await cache.match(path);
    if (!kept) throw error;
    // The page asks again soon for what was only kept.
    const headers = new Headers(kept.headers);
    headers.set("Psp-Kept", "yes");
    return new Response(kept.body, { status: kept.status, headers });
  }
};

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answerTo(event.request));
});
