// Zooming, and the arrow keys from scene to scene. Without this script the map scrolls, and Tab goes from scene to scene.

const NEAREST = 2, FARTHEST = 0.1; // scales

for (const figure of document.querySelectorAll("[data-map]")) {
  const scroll = figure.querySelector(".map-scroll");
  const drawing = figure.querySelector(".map-drawing");
  const { width, height } = drawing.viewBox.baseVal;
  const scenes = [...drawing.querySelectorAll("a[data-scene]")];
  let scale = 1;

  // Keeps what lies at (x, y) of the visible part where it is.
  function zoom(wanted, x = scroll.clientWidth / 2, y = scroll.clientHeight / 2) {
    const next = Math.min(NEAREST, Math.max(FARTHEST, wanted));
    const left = (scroll.scrollLeft + x) * (next / scale) - x;
    const top = (scroll.scrollTop + y) * (next / scale) - y;
    scale = next;
    drawing.setAttribute("width", width * scale);
    drawing.setAttribute("height", height * scale);
    scroll.scrollTo(left, top);
  }

  function fitting() {
    return Math.min(1, scroll.clientWidth / width, innerHeight * 0.76 / height);
  }

  figure.querySelector(".map-tools").hidden = false;
  figure.addEventListener("click", (event) => {
    const way = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (way) zoom(way === "fit" ? fitting() : scale * (way === "in" ? 1.25 : 0.8));
  });

  scroll.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const frame = scroll.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });

  let apart = 0; // between two fingers, in pixels
  scroll.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const frame = scroll.getBoundingClientRect();
    if (apart) zoom(scale * now / apart, (one.clientX + other.clientX) / 2 - frame.left, (one.clientY + other.clientY) / 2 - frame.top);
    apart = now;
  }, { passive: false });
  for (const end of ["touchend", "touchcancel"]) scroll.addEventListener(end, () => { apart = 0; });

  const middle = (scene) => {
    const box = scene.querySelector(".map-box").getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const AHEAD = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  // The nearest scene in a direction; what lies aside counts double.
  function beside(scene, [right, down]) {
    const [x, y] = middle(scene);
    let nearest = null, least = Infinity;
    for (const other of scenes) {
      const [otherX, otherY] = middle(other);
      const ahead = (otherX - x) * right + (otherY - y) * down;
      const aside = Math.abs((otherX - x) * down) + Math.abs((otherY - y) * right);
      if (ahead > 0 && ahead + 2 * aside < least) [nearest, least] = [other, ahead + 2 * aside];
    }
    return nearest;
  }

  drawing.addEventListener("keydown", (event) => {
    const way = AHEAD[event.key];
    const scene = event.target.closest("a[data-scene]");
    if (!way || !scene || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    beside(scene, way)?.focus();
  });

  function mark(name) {
    for (const line of drawing.querySelectorAll("[data-from]")) {
      line.classList.toggle("near", name !== undefined && (line.dataset.from === name || line.dataset.to === name));
    }
  }
  // Listened for around the drawing: one that listens for the focus itself becomes a stop of the Tab key.
  for (const start of ["focusin", "pointerover"]) scroll.addEventListener(start, (event) => mark(event.target.closest("[data-scene]")?.dataset.scene));
  for (const end of ["focusout", "pointerleave"]) scroll.addEventListener(end, () => mark());

  const first = drawing.querySelector("a:has(> .map-start)") ?? scenes[0];
  if (first) scroll.scrollLeft = middle(first)[0] - scroll.clientWidth / 2;
}
