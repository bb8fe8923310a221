// Opens citations in the source panel and gives the focus back when it closes. Runs once, when the panel loads;
// Gradio passes `element`, `trigger` and `watch`. The server decides what an id means: nothing here is trusted.
const sidebar = element.closest(".sidebar");
const narrow = window.matchMedia("(max-width: 768px)");
let opener = null; // the id whose link gets the focus back
let asked = null; // what the panel shows
let unasked = false; // whether it is drawn anew without having been asked for, which takes nobody's focus

const isOpen = () => sidebar.classList.contains("open");
const toggle = () => sidebar.querySelector(".toggle-button").click();
const link = (id) => id && document.querySelector(`a[href$="#cite-${CSS.escape(id)}"]`);

// On a narrow screen the panel covers the page, so the page behind it must not take the focus.
function cover(covered) {
  for (const other of sidebar.parentElement.children) {
    if (other !== sidebar) other.inert = covered && narrow.matches;
  }
}

function open() {
  if (isOpen()) return;
  toggle();
  cover(true);
  history.pushState({ quotewiseSource: true }, "");
}

function close() {
  if (!isOpen()) return;
  toggle();
  cover(false);
  (link(opener) || document.querySelector("#question textarea"))?.focus();
}

// Back on a phone closes the panel; so closing in another way goes back as well.
function leave() {
  if (history.state?.quotewiseSource) history.back();
  else close();
}

function ask(request) {
  asked = request;
  unasked = false;
  trigger("click", request);
}

// Whether what is shown still stands in the documents.
document.addEventListener("quotewise-changed", () => {
  if (!isOpen() || !asked) return;
  unasked = true;
  trigger("click", { ...asked, still: element.querySelector(".qw-text") !== null });
});

// The panel takes a few frames to become visible, and nothing hidden takes the focus.
function focusWhenShown(target, frames = 30) {
  target.focus({ preventScroll: true });
  if (document.activeElement !== target && frames > 0) {
    requestAnimationFrame(() => focusWhenShown(target, frames - 1));
  }
}

function showPassage() {
  const text = element.querySelector(".qw-text");
  const passage = element.querySelector(".qw-here") || element.querySelector("mark");
  const target = passage || text || element.querySelector("[data-close]");
  if (!unasked) focusWhenShown(target);
  if (!text) return;
  if (!passage) {
    text.scrollTop = 0;
    return;
  }
  const room = text.getBoundingClientRect();
  const place = passage.getBoundingClientRect();
  text.scrollTop += place.top - room.top - Math.max(16, (room.height - place.height) / 3);
}

document.addEventListener("click", (event) => {
  const citation = event.target.closest?.('a[href*="#cite-"]');
  if (!citation || !citation.closest(".bot")) return;
  event.preventDefault();
  opener = citation.getAttribute("href").split("#cite-")[1];
  ask({ cite: opener });
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("close" in button.dataset) return leave();
  const { cite, position } = button.dataset;
  if (cite) ask(position ? { cite, position: Number(position) } : { cite });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen()) leave();
});

window.addEventListener("popstate", close);

watch("value", () => {
  if (!element.querySelector(".qw-source")) {
    if (isOpen()) leave();
    return;
  }
  open();
  requestAnimationFrame(showPassage);
});
