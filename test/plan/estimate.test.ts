import { expect, test } from "vitest";
import type { HazardKind, Instruction, LockMode } from "../../src/instruction/instruction.ts";
import { refKey } from "../../src/model/ref.ts";
import { estimateInstruction } from "../../src/plan/estimate.ts";
import type { TableStatistics } from "../../src/port/statistics.ts";
import { batch, hazard, hero, statement } from "./literals.ts";

const gigabyte: TableStatistics = { rows: 1000, bytes: 1e9, held: [{ mode: "rowExclusive", who: "pid 7" }] };
const altering = (mode: LockMode, ...hazards: readonly HazardKind[]): Instruction =>
  statement("ALTER", {
    statements: [{ sql: "ALTER", hazards: hazards.map((kind) => hazard(kind)), locks: [{ table: hero, mode }], inverse: "exact" }],
  });
const estimate = (instruction: Instruction, known: TableStatistics | null = gigabyte) =>
  estimateInstruction(instruction, new Map(known === null ? [] : [[refKey(hero), known]]))[0];

test("what touches the catalogue alone takes no time, whatever the table holds", () => {
  expect(estimate(altering("accessShare"))).toEqual({ rows: 1000, bytes: 1e9, seconds: 0 });
});

test("seconds follow from what is done to the rows: read, built from, written anew", () => {
  const kinds: readonly HazardKind[] = ["constraintScan", "indexBuild", "tableRewrite"];
  expect(kinds.map((kind) => estimate(altering("accessShare", kind))?.seconds)).toEqual([5, 25, 20]);
});

test("a backfill takes as long as its throttle makes it", () => {
  const slow = { ...batch("fill"), throttle: { rowsPerSecond: 2 } } as Instruction;
  expect([estimate(batch("fill"))?.seconds, estimate(slow)?.seconds]).toEqual([100, 500]);
});

test("only who holds a lock that conflicts is in the way", () => {
  expect(estimate(altering("share"))?.blockedBy).toEqual(["pid 7"]);
  expect(estimate(altering("shareUpdateExclusive"))).not.toHaveProperty("blockedBy");
});

test("where nobody counted there are no rows, and of a table that is new nothing is said", () => {
  expect(estimate(altering("accessShare"), { ...gigabyte, rows: null })).not.toHaveProperty("rows");
  expect(estimate(altering("accessShare"), null)).toBeUndefined();
});
