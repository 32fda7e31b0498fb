import { expect, test } from "vitest";
import type { Clock } from "../../src/core/clock.ts";
import { systemClock } from "../../src/core/clock.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { applyRequest, reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { age, describeProjects, users } from "./at-hand.ts";

const rows = Array.from({ length: 40 }, (_, id) => `{ id: ${id} }`).join(", ");
const hour = 3_600_000;

/** A clock that is an hour on after the first batch, when the window has closed, and comes to the next one by and by. */
class Night implements Clock {
  readonly #start = Date.parse("2026-01-05T02:10:00Z");
  passed = 0;
  /** How often somebody has waited for the window. */
  waited = 0;

  now(): Date {
    return new Date(this.#start + this.passed);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds !== 1000 || this.passed === 0) return systemClock.sleep(milliseconds, signal);
    this.waited++;
    this.passed += 5.75 * hour;
    return systemClock.sleep(1, signal);
  }
}

describeProjects((at) => {
  test.each([
    ["rest outside of the window that nobody watches", reconcileRequest("head"), 4],
    ["go on for a person who asked for them", applyRequest("head"), 0],
  ])("batches %s", async (_, request, waits) => {
    at.project.revision("a", null, `upgrade: [ ${users}, { insertRows: { table: users, rows: [ ${rows} ] } } ]`);
    await at.go(upgradeRequest("head"));
    at.project.database = 'schedule: { windows: [ { cron: "0 2 * * *", duration: 1h } ] }';
    at.project.revision(
      "b",
      "a",
      `upgrade: [ ${age}, { backfill: { table: users, set: { age: "1" }, where: age IS NULL, batch: { rows: 10 } } } ]`,
    );
    const clock = new Night();
    const seen: number[] = [];
    const held: string[] = [];
    const outcome = await at.project.with((run) => reconcile(run, request), {
      clock,
      onEvent: (event) => {
        if (event.kind === "heldBack") held.push(event.by);
        if (event.kind !== "batchDone") return;
        seen.push(clock.waited);
        clock.passed ||= hour;
      },
    });
    expect(outcome).toMatchObject({ exitCode: 0 });
    expect(Number((await at.beside.rows("SELECT count(*) AS n FROM users WHERE age = 1"))[0]?.["n"])).toBe(40);
    expect(seen.slice(0, 2)).toEqual([0, waits]);
    expect(held).toEqual(waits > 0 ? ["window"] : []);
  });
});
