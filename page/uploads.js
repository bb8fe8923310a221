// Brings the files that are chosen, or dropped anywhere on the page, lists them, and tells how far their indexing is.
// Runs once, when the page loads; Gradio passes `element`.
const OFTEN = 700; // milliseconds between two looks while files are indexed
const SELDOM = 60000; // and while they only lie there, which tells the server that their visitor is still here

const box = () => element.querySelector(".qw-uploads");
let largest = Infinity;
let sending = 0;
let timer = 0;

function say(words) {
  const line = document.createElement("p");
  line.textContent = words;
  box().querySelector(".qw-said").append(line);
}

function show(state) {
  largest = state.largest;
  const rows = state.files.map((file) => {
    const row = document.createElement("li");
    const name = document.createElement("b");
    name.textContent = file.shown;
    const told = document.createElement("span");
    told.textContent = file.problem || (file.ready ? "" : state.progress || "Waiting");
    row.className = file.problem ? "qw-left-out" : file.ready ? "qw-ready" : "qw-waiting";
    const away = document.createElement("button");
    away.type = "button";
    away.title = "Remove";
    away.textContent = "×";
    away.setAttribute("aria-label", `Remove ${file.shown}`);
    away.addEventListener("click", () => ask("DELETE", file.name));
    row.append(name, told, away);
    return row;
  });
  box().querySelector("ul").replaceChildren(...rows);
  const busy = state.files.some((file) => !file.ready && !file.problem);
  clearTimeout(timer);
  if (rows.length) timer = setTimeout(() => ask("GET"), busy ? OFTEN : SELDOM);
}

async function ask(method, name = "", body = undefined) {
  const headers = name ? { "x-file-name": encodeURIComponent(name) } : {};
  try {
    const answer = await fetch("uploads", { method, headers, body, cache: "no-store" });
    const said = await answer.json();
    if (said.files) show(said);
    else say(said.problem || said.detail || "That did not work.");
  } catch {
    if (method !== "GET") say(name ? `${name} did not get through. Try again.` : "That did not get through.");
    clearTimeout(timer);
    timer = setTimeout(() => ask("GET"), SELDOM);
  }
}

async function bring(files) {
  if (!sending) box().querySelector(".qw-said").replaceChildren();
  for (const file of files) {
    if (file.size > largest) {
      say(`${file.name} is too large: at most ${largest / 1e6} MB.`);
      continue;
    }
    sending += 1;
    box().classList.add("qw-sending");
    await ask("POST", file.name, file);
    sending -= 1;
    if (!sending) box().classList.remove("qw-sending");
  }
}

const input = element.querySelector("input");
element.querySelector("button").addEventListener("click", () => input.click());
input.addEventListener("change", () => bring([...input.files]).then(() => (input.value = "")));

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
let inside = 0;
document.addEventListener("dragenter", (event) => {
  if (holdsFiles(event) && ++inside) document.body.classList.add("qw-dropping");
});
document.addEventListener("dragleave", (event) => {
  if (holdsFiles(event) && --inside <= 0) document.body.classList.remove("qw-dropping");
});
document.addEventListener("dragover", (event) => {
  if (holdsFiles(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  inside = 0;
  document.body.classList.remove("qw-dropping");
  bring([...event.dataTransfer.files]);
});

ask("GET");
