// Pages without full reloads, kept up to date as things happen. Everything works without this file.
//
// What is typed is never lost: it is put back after an update, and a form that could not be sent stays as it is.

const TYPING = 1500; // milliseconds for which nothing is touched after a key was pressed
const AGAIN = 3000;
const REST = 100; // milliseconds between two updates, however fast things happen
const OWN = /\/static\/(live\.js|htmx\.min\.js)/;

const state = () => document.getElementById("state")?.dataset ?? {};
const main = () => document.getElementById("main");
const forms = () => [...main().querySelectorAll("form")];

let source = null;
let following = "";
let typed = 0;
let composing = false;
let waiting = 0;
let hidden = false;
let sending = 0; // requests for another page: what they bring is newer than any update
let updating = false;
let asking = null; // what is asked for by itself, to be broken off where somebody goes elsewhere
let changed = false; // once more, while an update was on its way

// ---- saying something

function note(which) {
  const place = document.getElementById("live-note");
  if (!place) return;
  place.textContent = which ? state()[which] : "";
  place.hidden = !which;
}

// ---- what somebody is writing

const dirty = new WeakSet();

function fields(form) {
  return [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
}

// Forms that are sent to one address have names of their own: nothing typed into one is put into another.
const key = (form) => form.id || form.getAttribute("action");

function written() {
  return forms()
    .filter((form) => dirty.has(form))
    .map((form) => ({
      key: key(form),
      values: fields(form).map((one) => ({
        name: one.name,
        value: one.value,
        checked: one.checked,
        chosen: one.selectedOptions ? [...one.selectedOptions].map((option) => option.value) : null,
        focused: one === document.activeElement,
        range: one.selectionStart === undefined ? null : [one.selectionStart, one.selectionEnd],
      })),
    }));
}

function putBack(kept) {
  let lost = false;
  for (const form of kept) {
    const there = forms().find((one) => key(one) === form.key);
    if (!there) {
      lost = true;
      continue;
    }
    dirty.add(there);
    const seen = new Map();
    for (const value of form.values) {
      const number = seen.get(value.name) ?? 0;
      seen.set(value.name, number + 1);
      const field = fields(there).filter((one) => one.name === value.name)[number];
      if (!field) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = value.checked;
      else if (value.chosen) for (const option of field.options) option.selected = value.chosen.includes(option.value);
      else if (field.value !== value.value) field.value = value.value;
      if (value.focused && field !== document.activeElement) {
        field.focus({ preventScroll: true });
        try {
          if (value.range) field.setSelectionRange(...value.range);
        } catch {
          // a field of numbers has no such thing
        }
      }
    }
  }
  return !lost;
}

function label(details) {
  let said = "";
  for (let up = details; up; up = up.parentElement?.closest("details")) {
    said = `${up.querySelector("summary")?.textContent.trim().replace(/\d+/g, "#")} ${said}`;
  }
  return said;
}

// ---- keeping a page up to date

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

function takes(page) {
  // Whether every form that somebody is writing in is still there.
  const there = [...page.querySelectorAll("#main form")].map(key);
  return written().every((form) => there.includes(form.key));
}

function later(milliseconds) {
  clearTimeout(waiting);
  waiting = setTimeout(update, milliseconds);
}

// One after the other: of two that are on their way at once, the older might be shown, and the newer left out.
async function update() {
  clearTimeout(waiting);
  changed = true;
  if (updating) return;
  updating = true;
  changed = false;
  try {
    await bring();
  } finally {
    updating = false;
  }
  if (changed) later(REST);
}

async function bring() {
  if (document.hidden || composing || sending || Date.now() - typed < TYPING) return later(TYPING);
  if (document.querySelector("[data-live-own]")) {
    document.dispatchEvent(new CustomEvent("waystation:changed"));
    return;
  }
  if (state().still !== undefined) return note("changed");
  const here = location.href;
  const shown = document.getElementById("state");
  const other = () => location.href !== here || document.getElementById("state") !== shown;
  const gone = () => {
    // What was sent meanwhile may bring nothing: then what changed is asked for once more.
    if (sending && !other()) later(TYPING);
    return sending || other();
  };
  asking = new AbortController();
  const { signal } = asking;
  let answer, text;
  try {
    answer = await fetch(here, { headers: { "waystation-live": "page" }, credentials: "same-origin", signal });
    text = await answer.text();
  } catch {
    if (!other()) note("gone");
    return;
  }
  if (gone()) return;
  if (answer.status === 423) return locked();
  if (!answer.ok) return note(answer.status === 403 ? "old" : "changed");
  const page = parsed(text);
  if (composing || Date.now() - typed < TYPING || !takes(page)) {
    return takes(page) ? later(TYPING) : note("changed");
  }
  const open = new Map([...main().querySelectorAll("details")].map((one) => [label(one), one.open]));
  for (const one of page.querySelectorAll("#main details")) {
    if (open.has(label(one))) one.toggleAttribute("open", open.get(label(one)));
  }
  const kept = written();
  const told = main().querySelector(":scope > .notices"); // said once: an update does not take it away
  const fresh = page.getElementById("main");
  if (told && !fresh.querySelector(":scope > .notices")) fresh.prepend(page.importNode(told, true));
  const next = page.getElementById("state");
  if (gone()) return;
  await htmx.swap({ text: page.getElementById("main").innerHTML, target: main(), swap: "innerMorph ignoreTitle:true" });
  if (next) shown.replaceWith(document.importNode(next, true));
  document.title = page.title;
  putBack(kept);
  for (const pledge of document.querySelectorAll("input[name=pledge]")) pledge.value = page.querySelector("input[name=pledge]")?.value ?? pledge.value;
  show();
  note("");
}

function locked() {
  if (state().still !== undefined) for (const form of forms()) dirty.add(form);
  if (!written().length) {
    location.reload();
    return;
  }
  // What was shown is hidden; what is being written stays, and is carried through the passphrase when it is sent.
  hidden = true;
  document.querySelector("header.top nav")?.setAttribute("hidden", "");
  main().classList.add("is-locked");
  for (const form of forms().filter((one) => dirty.has(one))) {
    for (const one of form.elements) {
      const own = one.matches("textarea, input") && one.value && (one.value !== one.defaultValue || one.matches("textarea"));
      if (own || one.matches("button, input[type=submit]")) one.classList.add("is-written");
    }
  }
  note("locked");
}

function show() {
  if (!hidden) return;
  hidden = false;
  document.querySelector("header.top nav")?.removeAttribute("hidden");
  main().classList.remove("is-locked");
  for (const one of document.querySelectorAll(".is-written")) one.classList.remove("is-written");
}

function follow() {
  const { live, version } = state();
  if (!live || document.hidden) return leave();
  if (source && following === live && source.readyState !== EventSource.CLOSED) return;
  leave();
  following = live;
  source = new EventSource(`${live}?since=${encodeURIComponent(version)}`);
  source.addEventListener("changed", update);
  source.addEventListener("locked", locked);
  source.addEventListener("open", () => {
    if (!hidden) note("");
  });
  source.addEventListener("error", async () => {
    if (!source || document.hidden) return;
    if (source.readyState !== EventSource.CLOSED) return note("gone");
    note("old"); // it answers, but not to this page: it was started anew, and asks for a new link
    leave();
    waiting = setTimeout(() => follow(), AGAIN);
  });
}

function leave() {
  source?.close();
  source = null;
}

// ---- links and forms without full reloads

function strange(page) {
  // A page with scripts of its own is opened as browsers open pages.
  return [...page.querySelectorAll("script[src]")].some((one) => !OWN.test(one.getAttribute("src")));
}

function begun() {
  asking?.abort();
  if (strange(document)) document.body.setAttribute("hx-ignore", "");
  following = "";
  follow();
}

function detail(event) {
  return event.detail.ctx ?? {};
}

document.addEventListener("htmx:config:request", (event) => {
  const { request } = detail(event);
  if (request) request.timeout = 0;
});

document.addEventListener("htmx:before:request", () => (sending += 1));
document.addEventListener("htmx:finally:request", () => (sending = Math.max(0, sending - 1)));

document.addEventListener("htmx:before:response", (event) => {
  const { response } = detail(event);
  if (response && !(response.headers.get("content-type") ?? "").startsWith("text/html")) {
    event.preventDefault();
    location.href = response.raw.url; // a picture, or a file to be kept
  }
});

document.addEventListener("htmx:after:request", (event) => {
  const ctx = detail(event);
  if (!ctx.response) return;
  const post = ctx.request.method === "POST" && !ctx.response.raw.redirected;
  if (post && (ctx.response.status >= 500 || [400, 404, 405, 408, 413, 415, 429].includes(ctx.response.status))) {
    event.preventDefault(); // what was written stays where it is
    note("failed");
    return;
  }
  const page = parsed(ctx.text);
  if (strange(page)) {
    event.preventDefault();
    location.href = ctx.response.raw.url;
    return;
  }
  ctx.lang = page.documentElement.lang;
  ctx.kept = post && ctx.response.status >= 400;
});

document.addEventListener("htmx:error", (event) => {
  const ctx = detail(event);
  if (ctx.request) note(ctx.request.method === "POST" ? "failed" : "gone");
});

document.addEventListener("htmx:before:history:update", (event) => {
  // A form that is shown again stands where it was sent from.
  const { response } = event.detail;
  if (response && response.status >= 400 && !response.raw.redirected && response.raw.url !== location.href) {
    if (event.detail.sourceElement?.matches?.("form[method=post]")) event.preventDefault();
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  const ctx = detail(event);
  if (ctx.target !== document.body) return;
  if (ctx.lang) document.documentElement.lang = ctx.lang;
  if (!location.hash) window.scrollTo(0, 0);
  const place = main().querySelector("[role=alert], [autofocus]") ?? main();
  if (!place.hasAttribute("tabindex") && !place.matches("input, textarea, select, button")) place.tabIndex = -1;
  place.focus({ preventScroll: place === main() });
  hidden = false;
  begun();
});

document.addEventListener("input", (event) => {
  typed = Date.now();
  const form = event.target.closest?.("form");
  if (form) dirty.add(form);
});
document.addEventListener("compositionstart", () => (composing = true));
document.addEventListener("compositionend", () => (composing = false));
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
begun();
