// Photos go out piece by piece and are kept on this phone until their receipt has come: after a cut, or when the page is
// opened again, the server says how much it has, and the rest follows.

const card = document.getElementById("photos");
const live = card.querySelector(".live"), list = document.getElementById("uploads");
const visit = card.dataset.visit;
const PIECE = 256 * 1024; // bytes
const AGAIN = 15000; // milliseconds until it is tried again
const OLD = 30 * 86400000; // milliseconds after which nobody comes back for what was kept
const waiting = new Map(); // id -> {id, visit, item, shows, file, sha256, at, line}
let busy = false;
let timer = 0;

function opened() { // the shelf on this phone; null where a browser has none
  return new Promise((done) => {
    try {
      const request = indexedDB.open("card-photos", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "id" });
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(null);
    } catch { done(null); }
  });
}

async function shelf(mode, what) { // what the request gives; undefined where nothing can be kept
  const base = await opened();
  if (!base) return undefined;
  try {
    return await new Promise((done, failed) => {
      const change = base.transaction("photos", mode), request = what(change.objectStore("photos"));
      change.oncomplete = () => done(request.result ?? true);
      change.onabort = change.onerror = () => failed(change.error);
    });
  } catch { return undefined; } finally { base.close(); }
}

async function digest(file) { // "" where a browser cannot tell: only pages that came safely may ask it
  if (!globalThis.crypto?.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function made() { // an id, also where the browser makes none by itself
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

async function chosen(event) {
  const field = event.target, file = field.files[0];
  if (!file) return;
  const bytes = await file.arrayBuffer();
  field.value = "";
  const copy = new Blob([bytes], { type: file.type }); // the file itself may be gone when the page is opened again
  const photo = { id: made(), visit, item: document.getElementById("photo-item").value, shows: field.dataset.shows,
    file: copy, sha256: await digest(copy), at: Date.now() };
  const kept = await shelf("readwrite", (photos) => photos.put(photo));
  enlist(photo);
  if (!kept) photo.line.append(` ${live.dataset.lost}`);
  document.getElementById("photo-item").value = "";
  send();
}

function title(photo) {
  const option = document.querySelector(`#photo-item option[value="${CSS.escape(photo.item)}"]`);
  return (photo.item && option ? option : card.querySelector(`[type=file][data-shows=${photo.shows}]`).parentElement).textContent.trim();
}

function enlist(photo) {
  const [line, name, state, drop] = ["li", "span", "span", "button"].map((tag) => document.createElement(tag));
  name.textContent = title(photo);
  line.dataset.item = photo.item;
  state.className = "small muted";
  drop.type = "button";
  drop.className = "button button-quiet";
  drop.textContent = live.dataset.drop;
  drop.addEventListener("click", () => { done(photo); line.remove(); });
  line.append(name, " ", state, " ", drop);
  list.append(line);
  waiting.set(photo.id, Object.assign(photo, { line, state, drop }));
  tell();
}

function tell() { // other scripts of the page: how many photos wait
  if (waiting.size) document.body.dataset.photos = waiting.size;
  else delete document.body.dataset.photos;
  document.dispatchEvent(new Event("photos"));
}

async function done(photo) {
  waiting.delete(photo.id);
  await shelf("readwrite", (photos) => photos.delete(photo.id));
  photo.drop.remove();
  tell();
}

async function send() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  try {
    for (const photo of [...waiting.values()]) if (!photo.refused) await sendOne(photo);
  } catch {
    for (const photo of waiting.values()) if (!photo.refused) photo.state.textContent = live.dataset.kept;
    timer = setTimeout(send, AGAIN);
  }
  busy = false;
}

async function sendOne(photo) {
  const address = card.dataset.upload.replace("00000000-0000-0000-0000-000000000000", photo.id);
  let facts = await ask(address, {});
  while (facts.photo === undefined && waiting.has(photo.id)) {
    photo.state.textContent = live.dataset.sending.replace("{}", Math.floor((facts.received / photo.file.size) * 100));
    facts = await ask(...piece(photo, address, Math.min(facts.received, photo.file.size - 1)));
  }
  if (facts.error) refuse(photo, facts.error);
  else if (facts.photo && (!photo.sha256 || facts.receipt === photo.sha256)) await receive(photo, facts);
}

function piece(photo, address, start) { // where all has come but no receipt, the last byte goes again
  const { shows, item, sha256, file } = photo;
  const query = new URLSearchParams({ start, size: file.size, sha256, shows, item });
  const token = document.querySelector("#scorecard [name=csrf_token]").value;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/octet-stream" };
  return [`${address}?${query}`, { method: "POST", body: file.slice(start, start + PIECE), headers }];
}

async function receive(photo, facts) {
  const link = document.createElement("a");
  link.href = facts.photo;
  link.textContent = title(photo);
  photo.line.firstChild.replaceWith(link);
  photo.state.textContent = live.dataset.received.replace("{}", facts.at);
  document.getElementById(photo.item)?.setAttribute("data-photo-kept", "");
  await done(photo);
}

async function ask(address, options) { // what the server says; throws where it cannot be reached or is busy
  const answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (answer.status >= 500 || answer.status === 429 || answer.redirected) throw new Error("busy");
  if ([400, 401].includes(answer.status)) throw new Error("the session has ended: another time");
  const facts = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409) return facts;
  return { error: facts.error ?? String(answer.status), photo: null };
}

function refuse(photo, sentence) { // it is kept until whoever took it says that it may go
  photo.refused = true;
  photo.state.textContent = sentence;
  photo.state.classList.add("late");
}

async function restore() {
  const kept = await shelf("readonly", (photos) => photos.getAll());
  for (const photo of Array.isArray(kept) ? kept : []) {
    if (Date.now() - photo.at > OLD) await shelf("readwrite", (photos) => photos.delete(photo.id));
    else if (photo.visit === visit) enlist(photo);
  }
  send();
}

for (const button of document.querySelectorAll(".item button[value^=photo-]")) { // beside an item that may owe a photo
  button.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("photo-item").value = button.value.slice("photo-".length);
    card.querySelector("[type=file][data-shows=place]").click();
  });
}
live.addEventListener("change", (event) => { if (event.target.matches("[type=file]")) chosen(event); });
window.addEventListener("online", send);
restore();
