// Keeps the pages of one's own open scorecards, with their style sheets and scripts, and shows them while there is no
// network. No other page is ever kept. What is on its way to the server is kept by the pages themselves.

const CACHE = "card-1"; // another name where what is kept changes; signing in drops whatever begins with "card-"
const PATIENCE = 8000; // milliseconds until the copy is shown instead of a page that does not come
const CARD = /^\/quality\/visits\/\d+(?=$|\/review$)/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOld(), clients.claim()])));
addEventListener("message", (event) => event.waitUntil(keep(event.data)));
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (CARD.test(pathname) && request.mode === "navigate" && request.method === "GET") event.respondWith(page(event));
});

async function dropOld() {
  for (const name of await caches.keys()) if (name.startsWith("card-") && name !== CACHE) await caches.delete(name);
}

async function asset(request) {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

async function page(event) {
  const path = new URL(event.request.url).pathname, card = CARD.exec(path)[0];
  const coming = fetch(event.request);
  if (path === card) event.waitUntil(coming.then((answer) => note(card, answer.clone())).catch(() => {}));
  const answer = await Promise.race([coming.catch(() => null), sleep(PATIENCE)]);
  if (answer && answer.status < 500) return answer;
  const kept = await copy(card);
  if (kept && path !== card) return Response.redirect(card); // what is to be checked is on the scorecard
  return kept ?? answer ?? coming;
}

function sleep(milliseconds) {
  return new Promise((done) => { setTimeout(done, milliseconds); });
}

async function copy(path) {
  const found = await (await caches.open(CACHE)).match(path);
  if (!found) return null;
  return new Response((await found.text()).replace("<body", "<body data-copy"), { headers: found.headers });
}

async function keep({ pages, only }) { // `only`: these are all that are open
  const cache = await caches.open(CACHE), kept = (await cache.keys()).map((each) => new URL(each.url).pathname);
  for (const path of kept) if (only && CARD.test(path) && !pages.includes(path)) await forget(cache, path);
  for (const path of pages) if (!kept.includes(path)) await note(path, await fetch(path));
}

async function note(path, answer) { // keep a scorecard that is open; once it is not, or nobody may see it, forget it
  if (answer.status >= 500 || answer.status === 429) return;
  const cache = await caches.open(CACHE);
  const html = answer.type === "opaqueredirect" || answer.redirected ? "" : await answer.text();
  if (!html.includes('id="scorecard"')) return forget(cache, path);
  const own = new Headers(answer.headers); // its policy stays with it
  own.delete("Content-Encoding");
  own.delete("Content-Length");
  await cache.put(path, new Response(html, { headers: own }));
  for (const name of shell(html)) if (!(await cache.match(name))) await cache.add(name);
  await sweep(cache);
}

async function forget(cache, path) {
  await cache.delete(path);
  await cache.delete(`${path}/saved`);
}

function shell(html) {
  return new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1]));
}

async function sweep(cache) { // style sheets and scripts that no page needs any more
  const requests = await cache.keys(), wanted = new Set();
  for (const request of requests) {
    if (!CARD.test(new URL(request.url).pathname)) continue;
    for (const name of shell(await (await cache.match(request)).text())) wanted.add(name);
  }
  for (const request of requests) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/assets/") && !wanted.has(pathname)) await cache.delete(request);
  }
}
