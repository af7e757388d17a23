// Opens the check-in page of a meeting without a network, as it was when there was one. It keeps the page and what the page
// loads; the list and the scans are the page's own.
"use strict";
const CACHE = "xieyu-check-in-1";
const PAGE = /^\/meetings\/[0-9a-f-]{36}\/check-in$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fromNetwork = async (request, key) => {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGE.test(url.pathname)) {
    event.respondWith(fromNetwork(request, url.pathname));
  } else if (url.pathname.startsWith("/assets/")) {
    // Named by their content: what is kept is what the network would send.
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)));
  }
});
