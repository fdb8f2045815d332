// Keeps the scene that the server sent last, with its style sheets and scripts, and shows it while there is no network.
// Nothing else is ever kept: no other page, no scene that was not reached, no play but the latest one that goes on.

const CACHE = "play-1"; // another name where what is kept changes; signing in drops whatever begins with "play-"
const PATIENCE = 8000; // milliseconds until the copy is shown instead of a page that does not come
const SCENE = /^\/roleplay\/attempts\/\d+(?=\/|$)/;
let asked = 0, newest = 0; // what was asked first never takes the place of what was asked later

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOld(), clients.claim()])));
addEventListener("message", (event) => event.waitUntil(keepPage(event.source.url)));
addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
  else if (SCENE.test(pathname)) event.respondWith(page(event));
});

async function dropOld() {
  for (const name of await caches.keys()) if (name.startsWith("play-") && name !== CACHE) await caches.delete(name);
}

async function asset(request) {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

async function page(event) {
  const { request } = event;
  const turn = ++asked, coming = fetch(request);
  event.waitUntil(coming.then((answer) => note(request, answer.clone(), turn)).catch(() => {}));
  if (request.mode !== "navigate" || request.method !== "GET") return coming; // the page itself tries again
  const answer = await Promise.race([coming.catch(() => null), sleep(PATIENCE)]);
  if (answer && answer.status < 500) return answer;
  return (await copy(new URL(request.url).pathname)) ?? answer ?? coming;
}

function sleep(milliseconds) {
  return new Promise((done) => { setTimeout(done, milliseconds); });
}

async function copy(path) {
  const found = await (await caches.open(CACHE)).match(path);
  if (!found) return null;
  return new Response((await found.text()).replace("<body", "<body data-copy"), { headers: found.headers });
}

async function keepPage(address) {
  const request = new Request(address), turn = ++asked;
  await note(request, await fetch(request), turn);
}

async function note(request, answer, turn) { // keep a scene; once a play is over, or nobody may see it, forget it
  if (answer.status >= 500 || answer.status === 429) return;
  if (answer.type === "opaqueredirect" && request.method !== "GET") return; // the page that it leads to comes next
  const path = SCENE.exec(new URL(request.url).pathname)[0];
  const html = answer.type === "opaqueredirect" ? "" : await answer.text();
  if (turn < newest) return;
  newest = turn;
  if (html.includes('id="choices"')) await keep(path, html, answer.headers);
  else await (await caches.open(CACHE)).delete(path);
}

async function keep(path, html, headers) {
  const cache = await caches.open(CACHE);
  const shell = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  const own = new Headers(headers); // its policy stays with it
  own.delete("Content-Encoding");
  own.delete("Content-Length");
  await cache.put(path, new Response(html, { headers: own }));
  for (const old of await cache.keys()) {
    if (![path, ...shell].includes(new URL(old.url).pathname)) await cache.delete(old);
  }
  for (const name of new Set(shell)) if (!(await cache.match(name))) await cache.add(name);
}
