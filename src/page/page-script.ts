/** Asks an open page again while somebody looks at it, and shows what is new without losing the place. */
export const pageScript = `"use strict";
const every = () => Number(document.querySelector("main").dataset.every ?? 0);
let known = null;
async function ask() {
  const answer = await fetch(location.href, { headers: known === null ? {} : { "if-none-match": known } });
  document.body.classList.remove("away");
  known = answer.headers.get("etag");
  if (answer.status === 304) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (next === null || next.innerHTML === main.innerHTML) return;
  const places = [...main.querySelectorAll(".wide, pre")].map(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  const focused = [...main.querySelectorAll("a, [tabindex]")].indexOf(document.activeElement);
  main.replaceChildren(...next.childNodes);
  main.querySelectorAll(".wide, pre").forEach((box, index) => Object.assign(box, places[index]));
  main.querySelectorAll("a, [tabindex]")[focused]?.focus({ preventScroll: true });
}
async function follow() {
  for (;;) {
    await new Promise((wake) => setTimeout(wake, every()));
    if (document.hidden) await new Promise((wake) => document.addEventListener("visibilitychange", wake, { once: true }));
    await ask().catch(() => document.body.classList.add("away"));
  }
}
if (every() > 0) follow();
`;
