// Nobody is signed in here: the scene that was kept for somebody is dropped, so that the next person does not see it.
if ("caches" in window) {
  for (const name of await caches.keys()) if (name.startsWith("play-")) await caches.delete(name);
}
