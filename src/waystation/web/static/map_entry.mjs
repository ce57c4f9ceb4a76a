// Places and legs on the map: a click on bare ground fills in where a place is, two clicks on dots from where to where
// a leg goes. The forms are those that stand on the page; they work the same without this.

import { RED, collection, element, fetched, line, mapOn, tidy } from "./map_base.mjs";

const page = document.getElementById("map-entry");
if (page) start().catch(() => document.body.setAttribute("data-map-state", "picture"));

async function start() {
  const [library, data, ground] = await Promise.all([
    import(page.dataset.library),
    fetched(page.dataset.map),
    fetched(page.dataset.ground),
  ]);
  library.setWorkerUrl(new URL(page.dataset.worker, location.href).href);
  const figure = document.getElementById("map");
  const canvas = element("div", "map-canvas");
  figure.append(canvas);
  let map;
  try {
    map = mapOn(library, canvas, data, ground, { padding: 50, animate: false });
  } catch (error) {
    canvas.remove();
    throw error;
  }
  map.once("load", () => {
    for (const name of ["legs", "new"]) map.addSource(name, { type: "geojson", data: collection([]) });
    const look = (id, paint) => ({ id, type: "line", source: id, layout: { "line-cap": "round" }, paint });
    map.addLayer(look("legs", { "line-color": "#a9adb4", "line-width": 1.4 }));
    map.addLayer(look("new", { "line-color": RED, "line-width": 3 }));
    map.getSource("legs").setData(collection(data.lines.map((points) => line(points, {}))));
    figure.classList.add("is-live");
    new Entry(library, map, data);
    document.body.setAttribute("data-map-state", "live");
  });
}

class Entry {
  constructor(library, map, data) {
    this.map = map;
    this.data = data;
    this.lat = document.getElementById("f-lat");
    this.lon = document.getElementById("f-lon");
    this.from = document.getElementById("f-from");
    this.to = document.getElementById("f-to");
    this.said = document.getElementById("map-said");
    this.pin = new library.Marker({ element: element("div", "map-here") });
    this.next = "from";
    this.boxes = [];
    for (const place of data.places) {
      const box = element("div", "map-dot");
      box.dataset.rank = "2";
      const button = element("button", "dot", String(place.number));
      button.type = "button";
      button.setAttribute("aria-label", `${place.number} ${place.name}`);
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        this.chosen(place);
      });
      box.append(button, element("span", "map-name", place.name));
      new library.Marker({ element: box }).setLngLat(place.at).addTo(map);
      this.boxes.push(box);
    }
    for (const when of ["idle", "zoomend"]) map.on(when, () => tidy(map.getContainer(), this.boxes));
    map.on("click", (event) => this.put(event.lngLat));
    for (const field of [this.from, this.to]) field.addEventListener("change", () => this.drawn());
    for (const field of [this.lat, this.lon]) field.addEventListener("change", () => this.pinned());
    this.drawn();
    this.pinned();
  }

  // As many digits as a pixel is worth, and no more.
  put(at) {
    const digits = Math.max(0, Math.min(5, Math.ceil(Math.log10((512 * 2 ** this.map.getZoom()) / 360))));
    this.lat.value = at.lat.toFixed(digits);
    this.lon.value = at.wrap().lng.toFixed(digits);
    this.pinned();
    this.said.textContent = `${this.data.words.place} ${this.lat.value}, ${this.lon.value}`;
  }

  pinned() {
    const at = [Number(this.lon.value), Number(this.lat.value)];
    if (this.lat.value && this.lon.value && at.every(Number.isFinite) && Math.abs(at[1]) <= 90) {
      this.pin.setLngLat(at).addTo(this.map);
    } else this.pin.remove();
  }

  chosen(place) {
    this[this.next].value = place.id;
    this.next = this.next === "from" ? "to" : "from";
    this.drawn();
    const named = (field) => field.selectedOptions[0]?.textContent ?? "";
    this.said.textContent = `${this.data.words.leg} ${named(this.from)} → ${named(this.to)}`;
  }

  drawn() {
    const at = (field) => this.data.places.find((place) => place.id === field.value)?.at;
    const ends = [at(this.from), at(this.to)].filter(Boolean);
    this.map.getSource("new").setData(collection(ends.length === 2 ? [line(ends, {})] : []));
  }
}
