// Asks how far the indexing is, moves the bar, and has the server draw the rest anew when something has changed. Runs
// once, when the page loads; Gradio passes `element` and `trigger`.
const OFTEN = 1000; // milliseconds between two questions while the documents are indexed
const SELDOM = 5000;

const shown = () => element.querySelector(".qw-status");

// What is on the page no longer, or not yet, what the server says.
function differs(health) {
  const { generation, state, leftOut } = shown().dataset;
  return (
    String(health.generation) !== generation || health.status !== state || String(health.left_out) !== leftOut
  );
}

// The panel may show what has changed, too.
function show() {
  trigger("click", { do: "show" });
  document.dispatchEvent(new Event("quotewise-changed"));
}

function move(progress) {
  const bar = element.querySelector("progress");
  if (!bar || !progress) return;
  const embedding = shown().dataset.state === "indexing";
  bar.max = Math.max(1, embedding ? progress.passages_total : progress.files_total);
  bar.value = embedding ? progress.passages_done : progress.files_done;
  element.querySelector(".qw-work p").textContent = progress.text;
}

async function ask() {
  let wait = SELDOM;
  if (!document.hidden && shown()) {
    try {
      const health = await (await fetch("health", { cache: "no-store" })).json();
      if (differs(health)) show();
      else move(health.indexing);
      if (health.indexing) wait = OFTEN;
    } catch {
      // The server is gone for now; the next question may find it.
    }
  }
  setTimeout(ask, wait);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button) trigger("click", { do: button.dataset.do });
});

document.addEventListener("visibilitychange", () => {
  // A page that was out of sight is told at once what it missed, by the question under way or the next.
  if (!document.hidden && shown()) fetch("health", { cache: "no-store" }).then((a) => a.json()).then((health) => {
    if (differs(health)) show();
  }, () => {});
});

setTimeout(ask, OFTEN);
