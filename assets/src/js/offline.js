// Answers for the page of offline verification: from the network while there
// is one, so that keys stay fresh, and otherwise from what was kept.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET') return;
  event.respondWith((async () => {
    const kept = await caches.open('verify-offline');
    try {
      const fresh = await fetch(event.request);
      if (fresh.ok) await kept.put(event.request, fresh.clone());
      return fresh;
    } catch {
      return (await kept.match(event.request)) ?? (await kept.match(event.request, { ignoreSearch: true })) ?? Response.error();
    }
  })());
});
