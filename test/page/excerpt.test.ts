import { expect, test } from "vitest";
import { graphPage } from "../../src/page/graph-page.ts";
import { historyPage } from "../../src/page/history-page.ts";
import type { Shown } from "../../src/page/shown.ts";
import type { GraphNodeView } from "../../src/report/graph-view.ts";
import type { HistoryRow } from "../../src/report/history-rows.ts";

const all = 10_000;
const id = (index: number): string => `r${String(index).padStart(5, "0")}`;

/** A line of revisions, newest first, of which the oldest so many are applied. */
const graph = (applied: number, length = all): readonly GraphNodeView[] =>
  Array.from({ length }, (_, at) => length - 1 - at).map((index) => ({
    id: id(index),
    message: "",
    parents: index === 0 ? [] : [id(index - 1)],
    dependencies: [],
    state: index < applied ? "applied" : "pending",
    marks: [
      ...(index === length - 1 ? ["head" as const] : []),
      ...(index === 0 ? ["base" as const] : []),
      ...(index === applied - 1 ? ["current" as const] : []),
    ],
    labels: [],
  }));

const history = (applied: number, length?: number): readonly HistoryRow[] =>
  graph(applied, length).map(({ id: name, parents, state, marks }) => ({
    id: name,
    message: "",
    revises: parents,
    isHead: marks.includes("head"),
    isCurrent: marks.includes("current"),
    isApplied: state === "applied",
    appliedAt: null,
    outcome: null,
    notRun: [],
    digest: null,
  }));

const pages: Readonly<Record<string, (applied: number, from?: string, length?: number) => Shown>> = {
  graph: (applied, from, length) => graphPage(graph(applied, length), from),
  history: (applied, from, length) => historyPage(history(applied, length), from),
};

/** Revisions that a page has, and where it leads to others. */
function seenOf({ body }: Shown) {
  const text = body.toString();
  const shown = [...text.matchAll(/(?:class="id"[^>]*>|<tr><td><code>)(r\d{5})</g)].map(([, name]) => Number(name?.slice(1)));
  const links = [...text.matchAll(/href="\?from=(r\d{5})">⋮ ([\d,]+) more/g)].map(([, from, more]) => [
    from,
    Number(more?.replace(",", "")),
  ]);
  return { shown, links, length: text.length };
}

test.for(Object.keys(pages))("of 10,000 revisions the %s has what is around where the database stands, and leads to the rest", (name) => {
  const page = pages[name] as NonNullable<(typeof pages)[string]>;
  const { shown, links, length } = seenOf(page(6_000));
  for (const place of [9_999, 9_980, 6_019, 6_000, 5_999, 5_980]) expect(shown).toContain(place);
  expect(shown.length).toBeLessThanOrEqual(200);
  expect(shown.length + links.reduce((sum, [, more]) => sum + Number(more), 0)).toBe(all);
  expect(length).toBeLessThan(100_000);

  const rest = seenOf(page(6_000, String(links[0]?.[0])));
  expect(rest.shown).toHaveLength(200);
  expect(Math.min(...shown.filter((one) => one > 7_000)) - 1).toBe(rest.shown[0]);
  // On to both sides, without a revision between that no link leads to.
  expect(rest.links).toHaveLength(2);
  const next = seenOf(page(6_000, String(rest.links[1]?.[0])));
  expect(next.shown[0]).toBe((rest.shown.at(-1) ?? 0) - 1);
});

test.for(Object.keys(pages))("of revisions that nobody ran yet the %s has the newest and the first to run", (name) => {
  const { shown } = seenOf((pages[name] as NonNullable<(typeof pages)[string]>)(0));
  for (const place of [9_999, 20, 0]) expect(shown).toContain(place);
});

test.for(Object.keys(pages))("what is short is shown whole by the %s", (name) => {
  const { shown, links } = seenOf((pages[name] as NonNullable<(typeof pages)[string]>)(3, undefined, 200));
  expect(shown).toHaveLength(200);
  expect(links).toEqual([]);
});

test("a line of history that goes on beyond what is shown leads to the lower edge", () => {
  const text = graphPage(graph(6_000), undefined).body.toString();
  const [first = ""] = text.match(/<svg.*?<\/svg>/s) ?? [];
  const height = Number(/height="(\d+)"/.exec(first)?.[1]);
  const ends = [...first.matchAll(/class="line" d="[^"]* (\d+)"/g)].map(([, y]) => Number(y));
  expect(height - Math.max(...ends)).toBeLessThan(10);
});
