import { expect, test } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import { sqlite } from "../../src/dialect/sqlite/index.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import { watch } from "../../src/reconcile/watch.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { TestProject } from "./project.ts";

/** A clock that moves only when somebody sleeps, and lets what beats in the background wait. */
function testClock(): Clock & { readonly pauses: number[] } {
  let now = Date.parse("2026-03-02T01:00:00Z");
  const pauses: number[] = [];
  return {
    pauses,
    now: () => new Date(now),
    sleep: (milliseconds, signal) => {
      const isRound = milliseconds !== 7500 && milliseconds !== 10_000;
      if (isRound) {
        pauses.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      }
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
    },
  };
}

const createTable = (name: string) => `upgrade: [ { createTable: { name: ${name}, columns: [ { name: id, type: integer } ] } } ]`;

test("looks again after the resync, sees new documents, and ends when it is told", async () => {
  using file = sqliteFile();
  const project = new TestProject(sqlite, file.url);
  project.revision("a", null, createTable("a"));
  const clock = testClock();
  const stop = new AbortController();
  const heads: (readonly string[])[] = [];
  const options = project.options({ clock, signal: stop.signal });
  for await (const { status } of watch(options, reconcileRequest("head"), () => 0)) {
    heads.push(status.revision.current);
    project.revision("b", "a", createTable("b"));
    if (heads.length === 3) stop.abort();
  }
  expect(heads).toEqual([["a"], ["b"], ["b"]]);
  expect(clock.pauses.slice(0, 2)).toEqual([300_000, 300_000]);
});

test("comes back after growing pauses where the database cannot be reached", async () => {
  const project = new TestProject(sqlite, "sqlite:/nowhere/at/all.db");
  project.revision("a", null, createTable("a"));
  const clock = testClock();
  const situations: string[] = [];
  const stop = new AbortController();
  for await (const { situation } of watch(project.options({ clock, signal: stop.signal }), reconcileRequest("head"), () => 0)) {
    situations.push(situation);
    if (situations.length === 4) stop.abort();
  }
  expect(situations).toEqual(["databaseUnavailable", "databaseUnavailable", "databaseUnavailable", "databaseUnavailable"]);
  expect(clock.pauses.slice(0, 3)).toEqual([500, 1000, 2000]);
});

test("waits for a window rather than for the resync", async () => {
  using file = sqliteFile();
  const project = new TestProject(sqlite, file.url);
  project.database = 'schedule: { resync: 2h, windows: [ { cron: "0 2 * * *", duration: 1h } ] }';
  project.revision("a", null, createTable("a"));
  const clock = testClock();
  const reasons: string[] = [];
  const stop = new AbortController();
  for await (const { status } of watch(project.options({ clock, signal: stop.signal }), reconcileRequest("head"), () => 0)) {
    reasons.push(status.reason);
    if (reasons.length === 2) stop.abort();
  }
  expect(reasons).toEqual(["OutsideWindow", "InSync"]);
  expect(clock.pauses[0]).toBe(3_600_000);
});
