// What the map's pages share: the ground in greys, a map upon it, and small things. Only this server's files are asked for.

export const RED = "#ff3b30";

export async function fetched(address) {
  const answer = await fetch(address, { headers: { "waystation-live": "1" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// A map that shows `data.bounds` on the ground, no nearer than the mission tells places apart.
export function mapOn(library, canvas, data, ground, room) {
  const map = new library.Map({
    container: canvas,
    style: styleOf(ground),
    bounds: data.bounds,
    fitBoundsOptions: room,
    maxZoom: data.zoom,
    maxBounds: ground.bbox,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: ground.attribution ? { customAttribution: ground.attribution, compact: false } : false,
    fadeDuration: 0,
    locale: {
      "Map.Title": data.words.map,
      "NavigationControl.ZoomIn": data.words.near,
      "NavigationControl.ZoomOut": data.words.far,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-left");
  map.addControl(new library.ScaleControl({ maxWidth: 140 }), "bottom-left");
  return map;
}

function styleOf(ground) {
  const role = (name) => ["==", ["get", "role"], name];
  const paint = (id, type, name, look) => ({ id, type, source: "ground", filter: role(name), paint: look });
  return {
    version: 8,
    sources: { ground: { type: "geojson", data: ground, tolerance: 0.2, attribution: "" } },
    layers: [
      { id: "water", type: "background", paint: { "background-color": "#0b0c0e" } },
      paint("land", "fill", "land", { "fill-color": "#25272c", "fill-antialias": false }),
      paint("river", "line", "river", { "line-color": "#0f1012", "line-width": ["+", 0.7, ["*", 1.5, ["get", "weight"]]] }),
      paint("lake", "fill", "lake", { "fill-color": "#0b0c0e" }),
      paint("coast", "line", "coast", { "line-color": "#4a4f57", "line-width": 0.9 }),
      paint("border", "line", "border", { "line-color": "#676c75", "line-width": 1.1 }),
    ],
  };
}

export function element(kind, name = "", words = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  if (words) made.textContent = words;
  return made;
}

export function collection(features) {
  return { type: "FeatureCollection", features };
}

export function line(coordinates, properties) {
  return { type: "Feature", properties, geometry: { type: "LineString", coordinates } };
}

// Leaves out what would lie upon something else until somebody looks closer. Dots and words have a rank: 2 before 1
// before 0; a dot that would lie upon another is small and not pressed, a name that has no room is not shown. The list
// beside the map has them all.
export function tidy(canvas, boxes) {
  const frame = canvas.getBoundingClientRect();
  const taken = apart(boxes.filter((box) => box.classList.contains("map-dot") && !box.hidden));
  for (const box of boxes) if (box.classList.contains("map-shut") && !box.hidden) taken.push(box.getBoundingClientRect());
  for (const rank of ["2", "1", "0"]) {
    for (const box of boxes) {
      const word = box.classList.contains("map-word");
      const name = word ? box : box.querySelector(".map-name");
      if (box.hidden || box.dataset.rank !== rank || !name) continue;
      name.classList.remove("is-left");
      let free = false;
      for (const left of word ? [false] : [false, true]) {
        name.classList.toggle("is-left", left);
        const its = name.getBoundingClientRect();
        const own = word ? null : box.getBoundingClientRect();
        free = its.left >= frame.left + 2 && its.right <= frame.right - 2 && !box.classList.contains("is-small");
        free = free && !taken.some((other) => !same(other, own) && meets(its, other));
        if (free) {
          taken.push(its);
          break;
        }
      }
      name.classList.toggle("is-out", !free);
    }
  }
}

// Where dots would lie upon each other, the two ends of the course stay, then the others in order; the places taken.
function apart(dots) {
  const course = dots.filter((box) => box.dataset.rank === "2");
  const first = [course[0], course[course.length - 1]].filter(Boolean);
  const rest = dots.filter((box) => !first.includes(box)).sort((a, b) => b.dataset.rank - a.dataset.rank);
  const taken = [];
  for (const box of dots) box.classList.remove("is-small");
  for (const box of [...new Set(first), ...rest]) {
    const its = box.getBoundingClientRect();
    const small = taken.some((other) => meets(its, other));
    box.classList.toggle("is-small", small);
    box.firstElementChild.disabled = small;
    if (!small) taken.push(its);
  }
  return taken;
}

function meets(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function same(a, b) {
  return b !== null && a.left === b.left && a.top === b.top;
}
