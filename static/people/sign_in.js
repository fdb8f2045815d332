// Nobody is signed in here: pages that were kept for somebody are dropped, so that the next person does not see them.
if ("caches" in window) {
  for (const name of await caches.keys()) if (/^(play|card)-/.test(name)) await caches.delete(name);
}
