/** Asks an open page again while somebody looks at it, and shows what is new without losing the place. */
export const pageScript = `"use strict";
const main = document.querySelector("main");
const every = Number(main.dataset.every ?? 0);
const patience = 30_000;
const stops = "a, [tabindex]";
let known = null;

async function ask() {
  const headers = known === null ? {} : { "if-none-match": known };
  const answer = await fetch(location.href, { headers });
  if (answer.status === 304) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (next === null) throw new Error("no page");
  // What somebody has selected to copy stays until they are done.
  if (next.innerHTML !== main.innerHTML && isSelected()) return;
  known = answer.headers.get("etag");
  if (next.innerHTML !== main.innerHTML) show(next);
}

function isSelected() {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && main.contains(selection.anchorNode);
}

function show(next) {
  const boxes = () => [...main.querySelectorAll(".wide")];
  const places = boxes().map(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  const focused = nameOf(document.activeElement);
  main.replaceChildren(...next.childNodes);
  boxes().forEach((box, index) => Object.assign(box, places[index]));
  if (focused !== null) [...main.querySelectorAll(stops)].find((stop) => nameOf(stop) === focused)?.focus({ preventScroll: true });
}

/** What a link or box is known by before and after; null where it is not in the part that is shown anew. */
function nameOf(stop) {
  if (stop === main || !main.contains(stop)) return null;
  const own = (one) => one.getAttribute("href") ?? one.getAttribute("aria-label") ?? one.textContent;
  const alike = [...main.querySelectorAll(stops)].filter((one) => own(one) === own(stop));
  return alike.indexOf(stop) + " " + own(stop);
}

/** An empty text: all is as it was just now. */
function tell(late) {
  const note = document.querySelector(".late");
  if (note.textContent !== late) note.textContent = late;
}

async function follow() {
  let last = new Date();
  for (;;) {
    await new Promise((wake) => setTimeout(wake, every));
    if (document.hidden) await new Promise((wake) => document.addEventListener("visibilitychange", wake, { once: true }));
    const late = () => tell("No answer since " + last.toISOString().slice(0, 19).replace("T", " ") + " UTC: what is shown may be old.");
    // How long a database may take the server knows: what it says in the end is heard, be it that it gave up.
    const slow = setTimeout(late, patience);
    try {
      await ask();
      last = new Date();
      tell("");
    } catch {
      late();
    } finally {
      clearTimeout(slow);
    }
  }
}
if (every > 0) follow();
`;
