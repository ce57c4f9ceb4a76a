// Keeps a page up to date: when the server says that something changed, its main part is fetched anew.
const version = document.body.dataset.version;
const source = new EventSource(`${document.body.dataset.live}?since=${version}`);
source.addEventListener("changed", () => {
  document.body.dataset.changed = "yes";
});
