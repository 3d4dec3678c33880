// The workbench with script: an editor that completes, answers without leaving the page, stop,
// earlier queries and links. All answers are made by the service, as they are without script.
import { edit } from "./editor.js";
import { sources } from "./completion.js";
import { attend } from "./hover.js";
import { open } from "./opening.js";

const form = document.getElementById("vraag");
const field = document.getElementById("text");
const stop = document.getElementById("stop");
const share = document.getElementById("deel");
const state = document.getElementById("stand");
const earlier = document.getElementById("eerder");
const words = JSON.parse(document.getElementById("woorden").textContent);
const language = document.documentElement.lang;

const KEPT = 30;
const LONGEST_ADDRESS = 60_000;
const STORE = "oogo-eerder-gevraagd";

let asking = null;
let drawing = null;

const say = (text) => {
  state.textContent = text;
};
const addressOf = (text) => `${form.getAttribute("action")}?${new URLSearchParams({ text })}`;

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

const host = document.createElement("div");
host.className = "editor";
field.before(host);
const editor = edit({
  host,
  text: field.value,
  words: words.editor,
  label: words.label,
  hint: words.hint,
  run: ask,
  sources: sources({
    load: () => fetched(form.dataset.terms),
    search: async (text) =>
      (await fetched(`/api/v1/search?${new URLSearchParams({ q: text, perPage: 8, lang: language })}`))
        .results,
    language,
    words,
  }),
});
field.hidden = true;
document.querySelector('label[for="text"]').addEventListener("click", () => editor.focus());
document.getElementById("toetsen").hidden = false;
share.hidden = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

function ask() {
  const text = editor.text();
  const address = addressOf(text);
  if (address.length > LONGEST_ADDRESS) {
    say(words.long);
    return;
  }
  follow(address, text);
}

/** Asks for this address and shows the outcome in the place of the one before. */
async function follow(address, text, { push = true } = {}) {
  asking?.abort();
  const mine = (asking = new AbortController());
  stop.hidden = false;
  form.setAttribute("aria-busy", "true");
  editor.clear();
  say(words.busy);
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    const outcome = found.getElementById("uitkomst");
    if (!outcome) throw new Error(`${answer.status}`);
    const other = found.querySelector(".language a");
    document.querySelector(".language a").href = other.getAttribute("href");
    document.getElementById("uitkomst").replaceWith(document.adoptNode(outcome));
    if (push) history.pushState(null, "", address);
    say(outcome.dataset.said);
    remember(text, outcome.dataset.said || words.wrong);
    dress(outcome);
  } catch (error) {
    if (asking === mine) say(mine.signal.aborted ? words.stopped : `${words.failed} (${error.message})`);
  } finally {
    if (asking === mine) {
      asking = null;
      stop.hidden = true;
      form.removeAttribute("aria-busy");
    }
  }
}

stop.addEventListener("click", () => {
  asking?.abort();
  editor.focus();
});

/** Lets a link to a query open it here: what was in the editor can then be undone. */
function opens(link, text) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    editor.replace(text);
    editor.focus();
    follow(link.getAttribute("href"), text);
  });
}

for (const link of document.querySelectorAll('a[href^="?text="]')) {
  opens(link, new URL(link.href).searchParams.get("text"));
}

/** Gives an outcome what only script can: marks in the editor, views in place, a network. */
function dress(outcome) {
  drawing?.close();
  drawing = null;
  const fault = outcome.querySelector("[data-line]");
  if (fault) {
    const [line, column] = [Number(fault.dataset.line), Number(fault.dataset.column)];
    editor.mark(line, column);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second";
    button.textContent = words.goTo;
    button.addEventListener("click", () => editor.goTo(line, column));
    fault.append(button);
  }
  for (const link of outcome.querySelectorAll("a[data-view]")) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const text = new URL(link.href).searchParams.get("text");
      await follow(link.getAttribute("href"), text);
      document.querySelector("#uitkomst a[data-view][aria-current]")?.focus();
    });
  }
  attend(outcome);
  const figure = outcome.querySelector("#netwerk");
  if (figure) network(figure);
}

async function network(figure) {
  const { draw } = await import(form.dataset.network);
  if (figure.isConnected) drawing = open(figure, draw);
}

share.addEventListener("click", async () => {
  const address = new URL(addressOf(editor.text()), location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    say(words.copied);
  } catch {
    // Without a clipboard the address bar has the link.
    history.pushState(null, "", address);
    say(words.copyYourself);
  }
});

window.addEventListener("popstate", () => {
  const text = new URL(location.href).searchParams.get("text");
  if (text === null) {
    location.reload();
    return;
  }
  editor.replace(text);
  follow(location.pathname + location.search, text, { push: false });
});

function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each?.text === "string") : [];
  } catch {
    // A browser may forbid storage, or another program have written there: then nothing is kept.
    return [];
  }
}

function remember(text, said) {
  const others = remembered().filter((each) => each.text !== text);
  keep([{ text, said, at: new Date().toISOString() }, ...others].slice(0, KEPT));
}

function keep(list) {
  try {
    if (list.length) localStorage.setItem(STORE, JSON.stringify(list));
    else localStorage.removeItem(STORE);
  } catch {
    say(words.notKept);
  }
  showEarlier();
}

const gist = (text) => {
  const short = text.replace(/^\s*(#.*|PREFIX .*|BASE .*)$/gim, "").replace(/\s+/g, " ").trim();
  return short.length > 110 ? `${short.slice(0, 110)}…` : short;
};

function showEarlier() {
  const list = remembered();
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  earlier.hidden = !list.length;
  earlier.querySelector("ul").replaceChildren(
    ...list.map(({ text, said, at }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = addressOf(text);
      link.textContent = gist(text);
      const note = document.createElement("span");
      note.className = "count";
      const when = Date.parse(at);
      note.textContent = ` ${[said, when ? moment.format(when) : ""].filter(Boolean).join(" · ")}`;
      opens(link, text);
      item.append(link, note);
      return item;
    }),
  );
}
earlier.querySelector("button").addEventListener("click", () => {
  keep([]);
  editor.focus();
});

showEarlier();
dress(document.getElementById("uitkomst"));
