// The map with scripts: the same dots, lines and words as the picture and the list, on a map that moves.
// Nothing is loaded but this server's own files; labels are HTML, so no fonts or signs are asked for.
// Where WebGL is missing, or anything fails, the picture stays and the form goes on working.

import { RED, collection, element, fetched, line, mapOn, tidy } from "./map_base.mjs";

const page = document.getElementById("map-page");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const MODES = { foot: [1.2, 1.8], ford: [0.1, 1.9], boat: [0.1, 2.7], air: [4.2, 2.6] };
const SECONDS = 16;

if (page) start().catch(() => document.body.setAttribute("data-map-state", "picture"));

async function start() {
  const [library, data, ground] = await Promise.all([
    import(page.dataset.library),
    fetched(page.dataset.map),
    fetched(page.dataset.ground),
  ]);
  library.setWorkerUrl(new URL(page.dataset.worker, location.href).href);
  new TheMap(library, data, ground);
}

class TheMap {
  constructor(library, data, ground) {
    this.library = library;
    this.data = data;
    this.layers = new Set(data.layers);
    this.figure = document.getElementById("map");
    this.canvas = element("div", "map-canvas");
    this.figure.append(this.canvas);
    this.markers = [];
    this.open = null;
    this.at = data.at;
    try {
      this.map = mapOn(library, this.canvas, data, ground, this.room());
    } catch (error) {
      this.canvas.remove();
      throw error;
    }
    this.map.once("load", () => this.loaded());
  }

  room() {
    const side = Math.min(70, this.figure.clientWidth * 0.12);
    return { padding: { top: 50, bottom: 50, left: side, right: side }, animate: false };
  }

  loaded() {
    for (const name of ["others", "ways", "ahead", "behind", "lit"]) {
      this.map.addSource(name, { type: "geojson", data: collection([]), tolerance: 0.1 });
    }
    for (const layer of courseLayers()) this.map.addLayer(layer);
    this.figure.classList.add("is-live");
    this.slider();
    this.facts = this.panel();
    this.listen();
    this.drawn(this.data);
    document.body.setAttribute("data-map-state", "live");
    if (!still.matches && this.data.course.length) this.play(this.first(), this.at);
  }

  // ---- what is drawn

  drawn(data) {
    this.data = data;
    this.map.getSource("others").setData(collection(data.others.map((one) => line(one.line, { key: one.key }))));
    this.map.getSource("ways").setData(
      collection(data.ways.flatMap((way) => way.lines.map((points) => line(points, {})))),
    );
    for (const one of this.markers) one.remove();
    this.markers = [];
    for (const place of data.places) this.mark(place);
    this.labels();
    this.here = this.here || this.ring();
    this.shown();
    this.moveTo(this.at);
  }

  mark(place) {
    const box = element("div", place.course ? "map-dot" : "map-dot is-off");
    const button = element("button", "dot", String(place.number));
    button.type = "button";
    button.setAttribute("aria-label", `${place.number} ${place.name}`);
    button.addEventListener("click", () => this.show(`[data-place="${place.number}"]`, place.name, button));
    box.append(button, element("span", "map-name", place.name));
    box.dataset.layer = place.course ? "" : "others";
    this.put(box, place.at, place.course ? 2 : 1);
  }

  labels() {
    const course = this.data.course.map((one) => [one, ""]);
    const others = this.data.others.map((one) => [one, "others"]);
    for (const [one, layer] of [...course, ...others]) {
      const middle = one.line[Math.floor(one.line.length / 2)];
      if (one.closed) this.put(element("span", "map-shut", "✕"), middle, 1, layer);
    }
    for (const way of this.data.ways) {
      const longest = way.lines.reduce((a, b) => (b.length > a.length ? b : a), []);
      if (longest.length) {
        this.put(element("span", "map-word", way.label), longest[Math.floor(longest.length / 2)], 0, "ways");
      }
    }
    for (const [one, layer] of [...course, ...others]) {
      const middle = one.line[Math.floor(one.line.length * 0.4)];
      if (!one.words.some(Boolean)) continue;
      const box = element("span", "map-word");
      [box.dataset.conditions, box.dataset.trust] = one.words;
      this.put(box, middle, 0, layer);
    }
  }

  put(box, at, rank, layer) {
    if (layer !== undefined) box.dataset.layer = layer;
    box.dataset.rank = rank;
    this.markers.push(
      new this.library.Marker({ element: box, opacityWhenCovered: "1" }).setLngLat(at).addTo(this.map),
    );
  }

  ring() {
    const box = element("div", "map-here");
    box.setAttribute("aria-hidden", "true");
    return new this.library.Marker({ element: box }).setLngLat([0, 0]).addTo(this.map);
  }

  shown() {
    const on = (name) => (this.layers.has(name) ? "visible" : "none");
    this.map.setLayoutProperty("others", "visibility", on("others"));
    this.map.setLayoutProperty("others-touch", "visibility", on("others"));
    this.map.setLayoutProperty("ways", "visibility", on("ways"));
    this.tidy();
  }

  // Names that would lie upon others are left out until somebody looks closer.
  tidy() {
    const layers = this.layers;
    const boxes = this.markers.map((one) => one.getElement());
    for (const box of boxes) {
      const layer = box.dataset.layer;
      box.hidden = Boolean(layer) && !layers.has(layer);
      if (box.dataset.conditions !== undefined) {
        const words = ["conditions", "trust"].filter((one) => layers.has(one)).map((one) => box.dataset[one]);
        box.textContent = words.filter(Boolean).join("; ");
        box.hidden = box.hidden || !box.textContent;
      }
    }
    tidy(this.canvas, boxes);
  }

  // ---- time

  first() {
    const begins = this.data.course.map((one) => one.begins).filter((one) => one !== null);
    return Math.min(this.data.at, ...begins);
  }

  moveTo(at) {
    this.at = at;
    const behind = [];
    const ahead = [];
    let here = null;
    for (const leg of this.data.course) {
      const share = leg.begins === null || at >= leg.ends ? 1 : at <= leg.begins ? 0 : (at - leg.begins) / (leg.ends - leg.begins);
      const [done, rest] = cut(leg.line, share);
      if (done.length > 1) behind.push(line(done, { key: leg.key, mode: leg.mode }));
      if (rest.length > 1) ahead.push(line(rest, { key: leg.key }));
      if (share > 0) here = done[done.length - 1];
    }
    here = here || (this.data.course.length ? this.data.course[0].line[0] : null);
    this.map.getSource("behind").setData(collection(behind));
    this.map.getSource("ahead").setData(collection(ahead));
    this.here.getElement().hidden = here === null;
    if (here) this.here.setLngLat(here);
    this.range.value = String(this.indexOf(at));
    const step = this.stepAt(at).words;
    if (step === this.step) return;
    this.step = step;
    this.range.setAttribute("aria-valuetext", step);
    if (this.said) this.where.textContent = step;
    this.said = true;
  }

  indexOf(at) {
    const steps = this.data.steps;
    for (let i = 1; i < steps.length; i += 1) {
      if (at <= steps[i].at) return i - 1 + (at - steps[i - 1].at) / Math.max(1, steps[i].at - steps[i - 1].at);
    }
    return steps.length - 1;
  }

  timeOf(index) {
    const steps = this.data.steps;
    const low = Math.max(0, Math.min(steps.length - 1, Math.floor(index)));
    const high = Math.min(steps.length - 1, low + 1);
    return steps[low].at + (index - low) * (steps[high].at - steps[low].at);
  }

  stepAt(at) {
    return this.data.steps.reduce((found, one) => (one.at <= at ? one : found), this.data.steps[0]);
  }

  play(from, to) {
    const whole = Math.max(0.01, this.indexOf(to) - this.indexOf(from));
    const begin = this.indexOf(from);
    const seconds = Math.max(2, Math.min(SECONDS, whole * 0.9));
    let started = null;
    this.playing = true;
    this.where.setAttribute("aria-live", "off");
    this.button.textContent = this.data.words.still;
    const frame = (now) => {
      if (!this.playing) return;
      started = started ?? now;
      const share = Math.min(1, (now - started) / 1000 / seconds);
      this.moveTo(share >= 1 ? to : this.timeOf(begin + share * whole));
      if (share < 1) requestAnimationFrame(frame);
      else this.rest();
    };
    requestAnimationFrame(frame);
  }

  rest() {
    this.playing = false;
    this.where.removeAttribute("aria-live");
    this.button.textContent = this.data.words.play;
    this.sync(true);
  }

  slider() {
    const form = document.getElementById("map-time");
    const row = element("p", "map-slide");
    this.range = element("input");
    Object.assign(this.range, { type: "range", min: "0", step: "0.01", id: "map-slider" });
    this.range.max = String(Math.max(1, this.data.steps.length - 1));
    this.range.setAttribute("aria-label", this.data.words.time);
    this.button = element("button", "quiet small", this.data.words.play);
    this.button.type = "button";
    row.append(this.button, this.range);
    form.prepend(row);
    this.form = form;
    this.where = document.getElementById("map-where");
  }

  // ---- what somebody does

  listen() {
    this.range.addEventListener("input", () => {
      this.playing = false;
      this.button.textContent = this.data.words.play;
      this.moveTo(this.timeOf(Number(this.range.value)));
      this.sync();
    });
    this.button.addEventListener("click", () => {
      if (this.playing) return this.rest();
      const last = this.data.steps[this.data.steps.length - 1].at;
      return this.play(this.at >= last ? this.data.steps[0].at : this.at, last);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.jump(Date.parse(this.form.elements.at.value) / 1000);
    });
    this.form.elements.at.addEventListener("change", () => this.form.requestSubmit());
    this.form.addEventListener("change", (event) => {
      if (event.target.name !== "show") return;
      event.target.checked ? this.layers.add(event.target.value) : this.layers.delete(event.target.value);
      this.shown();
      this.sync();
    });
    this.form.addEventListener("click", (event) => {
      const link = event.target.closest("a[rel]");
      if (!link) return;
      event.preventDefault();
      this.jump(Date.parse(new URL(link.href).searchParams.get("at")) / 1000);
    });
    this.touch();
    this.map.on("idle", () => this.tidy());
    this.map.on("zoomend", () => this.tidy());
    new ResizeObserver(() => this.tidy()).observe(this.canvas);
    document.addEventListener("waystation:changed", () => this.renew());
    still.addEventListener("change", () => still.matches && this.playing && this.rest());
  }

  jump(at) {
    if (!Number.isFinite(at)) return;
    this.playing = false;
    this.moveTo(at);
    this.sync();
  }

  touch() {
    const lines = ["behind-touch", "ahead-touch", "others-touch"];
    this.map.on("click", (event) => {
      const near = 9;
      const { x, y } = event.point;
      const [found] = this.map.queryRenderedFeatures([[x - near, y - near], [x + near, y + near]], { layers: lines });
      if (found) this.show(`#${found.properties.key}`, "", null);
      else this.hide();
    });
    this.map.on("mousemove", (event) => {
      const [found] = this.map.queryRenderedFeatures(event.point, { layers: lines });
      this.map.getCanvas().style.cursor = found ? "pointer" : "";
      this.light(found ? found.properties.key : null);
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
    const list = document.getElementById("map-list");
    for (const name of ["mouseover", "focusin"]) {
      list.addEventListener(name, (event) => this.light(event.target.closest(".of-leg")?.id ?? null));
    }
  }

  light(key) {
    if (key === this.lit) return;
    this.lit = key;
    const all = [...this.data.course, ...this.data.others];
    this.map.getSource("lit").setData(collection(all.filter((one) => one.key === key).map((one) => line(one.line, {}))));
  }

  // The facts of a dot or a line are those of the list, word for word.
  show(selector, name, from) {
    const part = document.getElementById("map-list").querySelector(selector);
    if (!part) return;
    const copy = part.cloneNode(true);
    copy.removeAttribute("id");
    for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of copy.querySelectorAll("details")) one.open = true;
    copy.open = true;
    const inside = element("div", part.tagName === "LI" ? "stops" : "");
    inside.append(copy);
    this.facts.replaceChildren(this.closer, inside);
    this.facts.hidden = false;
    this.opener = from;
    this.light(part.classList.contains("of-leg") ? part.id : null);
    if (from) this.closer.focus();
  }

  hide() {
    if (this.facts.hidden) return;
    this.facts.hidden = true;
    this.light(null);
    if (this.opener) this.opener.focus();
    this.opener = null;
  }

  panel() {
    const panel = element("div", "map-facts");
    panel.hidden = true;
    this.closer = element("button", "quiet small", "✕");
    this.closer.type = "button";
    this.closer.setAttribute("aria-label", this.data.words.close);
    this.closer.addEventListener("click", () => this.hide());
    this.figure.append(panel);
    return panel;
  }

  // ---- in step with the server: the list is its own page's, at this instant and with these layers

  address() {
    const address = new URL(location.href);
    address.pathname = this.form.getAttribute("action");
    const at = new Date(Math.round(this.at / 60) * 60000).toISOString();
    address.search = "";
    for (const field of new FormData(this.form)) if (field[0] !== "at" && field[0] !== "show") address.searchParams.set(...field);
    const pinned = new URL(page.dataset.map, location.href).searchParams.has("at");
    if (pinned || this.at !== this.data.at) address.searchParams.set("at", `${at.slice(0, 16)}Z`);
    address.searchParams.set("show", ["course", ...this.layers].join(","));
    return address;
  }

  sync(unasked = false) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.listed(unasked), 180);
  }

  // What nobody asked for does not keep the office open.
  async listed(unasked) {
    const address = this.address();
    const asked = (this.asked = (this.asked || 0) + 1);
    const headers = unasked ? { "waystation-live": "page" } : {};
    const answer = await fetch(address, { headers }).catch(() => null);
    if (!answer || !answer.ok || asked !== this.asked) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== this.asked) return;
    history.replaceState(null, "", address);
    const list = document.getElementById("map-list");
    const opened = [...list.querySelectorAll("details[open]")].map((one) => one.id || one.closest("[id]")?.id);
    const focused = document.activeElement && list.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : null;
    page.querySelector(".answer").replaceWith(found.querySelector("#map-page > .answer"));
    list.replaceChildren(...found.getElementById("map-list").childNodes);
    for (const one of list.querySelectorAll("details")) if (opened.includes(one.id || one.closest("[id]")?.id)) one.open = true;
    if (focused) document.getElementById(focused)?.querySelector("summary")?.focus();
    if (!this.playing) this.where.textContent = found.getElementById("map-where").textContent;
    const steps = found.querySelector(".map-steps");
    if (!this.form.querySelector(".map-steps").contains(document.activeElement)) {
      this.form.querySelector(".map-steps").replaceWith(steps);
      this.form.elements.at.addEventListener("change", () => this.form.requestSubmit());
    }
  }

  async renew() {
    const opens = this.data.at === this.at;
    const data = await fetched(page.dataset.map).catch(() => null);
    if (!data) return;
    if (opens) this.at = data.at;
    this.range.max = String(Math.max(1, data.steps.length - 1));
    this.drawn(data);
    this.sync(true);
  }
}

// ---- how the course looks

function courseLayers() {
  const round = { "line-cap": "round", "line-join": "round" };
  const layer = (id, source, look, more = {}) => ({ id, type: "line", source, layout: round, paint: look, ...more });
  const touch = (source) => layer(`${source}-touch`, source, { "line-color": "#000000", "line-width": 18, "line-opacity": 0 });
  const solid = ["!", ["in", ["get", "mode"], ["literal", Object.keys(MODES)]]];
  return [
    layer("others", "others", { "line-color": "#6d727a", "line-width": 1, "line-opacity": 0.8 }),
    layer("ways", "ways", { "line-color": "#a9adb4", "line-width": 1.5, "line-opacity": 0.9 }),
    layer("lit", "lit", { "line-color": "#ffffff", "line-width": 8, "line-opacity": 0.35 }),
    layer("ahead", "ahead", { "line-color": RED, "line-width": 1.6, "line-opacity": 0.6 }),
    layer("glow-wide", "behind", { "line-color": RED, "line-width": 16, "line-opacity": 0.12, "line-blur": 10 }),
    layer("glow", "behind", { "line-color": RED, "line-width": 9, "line-opacity": 0.22, "line-blur": 5 }),
    layer("bed", "behind", { "line-color": "#0b0c0e", "line-width": 5.4, "line-opacity": 0.75 }),
    layer("way", "behind", { "line-color": RED, "line-width": 1.5, "line-opacity": 0.5 }),
    layer("course", "behind", { "line-color": RED, "line-width": 3.1 }, { filter: solid }),
    ...Object.entries(MODES).map(([mode, beat]) =>
      layer(`course-${mode}`, "behind", { "line-color": RED, "line-width": 3.1, "line-dasharray": beat }, { filter: ["==", ["get", "mode"], mode] }),
    ),
    touch("others"),
    touch("ahead"),
    touch("behind"),
  ];
}

// ---- small things

function cut(points, share) {
  if (share >= 1) return [points, []];
  if (share <= 0) return [points.slice(0, 1), points];
  const lengths = [0];
  for (let i = 1; i < points.length; i += 1) {
    const squeeze = Math.cos((points[i][1] * Math.PI) / 180);
    lengths.push(lengths[i - 1] + Math.hypot((points[i][0] - points[i - 1][0]) * squeeze, points[i][1] - points[i - 1][1]));
  }
  const at = share * lengths[lengths.length - 1];
  const next = lengths.findIndex((length) => length >= at);
  const part = (at - lengths[next - 1]) / Math.max(1e-12, lengths[next] - lengths[next - 1]);
  const between = [0, 1].map((axis) => points[next - 1][axis] + part * (points[next][axis] - points[next - 1][axis]));
  return [[...points.slice(0, next), between], [between, ...points.slice(next)]];
}
