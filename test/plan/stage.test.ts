import { expect, test } from "vitest";
import { InputError } from "../../src/core/error.ts";
import type { Instruction } from "../../src/instruction/instruction.ts";
import { groupStages } from "../../src/plan/stage.ts";
import { statementsOf } from "../../src/plan/statements.ts";
import { batch, statement } from "./literals.ts";

const group = (instructions: readonly Instruction[], atomic: "yes" | "no" = "no") =>
  groupStages(instructions, { revision: "r", direction: "up", atomic }).map(
    ({ mode, instructions: inside }) =>
      `${mode}: ${inside
        .flatMap(statementsOf)
        .map(({ sql }) => sql)
        .join(" ")}`,
  );

test("neighbours share a transaction, what cannot stands alone", () => {
  const list = [
    statement("a"),
    statement("b"),
    statement("c", { mode: "autocommit" }),
    statement("d"),
    batch("e"),
    statement("f", { mode: "rebuild" }),
    statement("g"),
  ];
  expect(group(list)).toEqual([
    "transaction: a b",
    "autocommit: c",
    "transaction: d",
    "batches: UPDATE hero -- e",
    "rebuild: f",
    "transaction: g",
  ]);
});

test("a barrier ends the stage before it, after it, or both", () => {
  expect(group([statement("a"), statement("b", { barrier: "before" }), statement("c")])).toEqual(["transaction: a", "transaction: b c"]);
  expect(group([statement("a"), statement("b", { barrier: "after" }), statement("c")])).toEqual(["transaction: a b", "transaction: c"]);
  expect(group([statement("a"), statement("b", { barrier: "both" }), statement("c")])).toEqual([
    "transaction: a",
    "transaction: b",
    "transaction: c",
  ]);
});

test("an assert is asked inside the transaction of its neighbours", () => {
  const probe: Instruction = { kind: "probe", sql: "SELECT 1", expect: "1", message: "m", effects: [], phase: "expand" };
  expect(group([statement("a"), probe, statement("b")])).toEqual(["transaction: a SELECT 1 b"]);
});

test("nothing is no stage", () => {
  expect(group([])).toEqual([]);
  expect(group([], "yes")).toEqual([]);
});

test("atomic is one stage whatever the barriers say", () => {
  expect(group([statement("a", { barrier: "both" }), statement("b")], "yes")).toEqual(["transaction: a b"]);
  expect(group([statement("a"), statement("b", { mode: "rebuild" })], "yes")).toEqual(["rebuild: a b"]);
});

test.each([
  ["a statement outside transactions", [statement("CREATE INDEX CONCURRENTLY i", { mode: "autocommit", step: "2" })], "step 3"],
  ["batches", [batch("b")], "committed batches"],
  [
    "rows beside a rebuild",
    [
      statement("a", { mode: "rebuild" }),
      statement("INSERT", { effects: [{ kind: "data", id: "1", data: { step: "assert", query: "", expect: "", message: "" } }] }),
    ],
    "foreign keys",
  ],
] as const)("atomic refuses %s", (_name, list, says) => {
  expect(() => group(list, "yes")).toThrow(InputError);
  expect(() => group(list, "yes")).toThrow(says);
});

test("the inverse of a stage is the worst of its statements", () => {
  const worst = (...qualities: ("exact" | "structure" | "none")[]) =>
    groupStages(
      qualities.map((inverse) => statement("a", { statements: [{ sql: "a", hazards: [], locks: [], inverse }] })),
      { revision: "r", direction: "up", atomic: "no" },
    )[0]?.inverse;
  expect(worst("exact", "structure")).toBe("structure");
  expect(worst("none", "exact")).toBe("none");
});
