import { expect, test } from "vitest";
import type { Change } from "../../src/change/change.ts";
import { rowSet } from "../../src/change/row-set.ts";
import type { StepOutcome } from "../../src/instruction/plan.ts";
import { parseSteps, serialiseSteps } from "../../src/plan/step-outcomes.ts";
import { IrreversibleError, wayDown } from "../../src/plan/way-down.ts";
import { dropOf, hero } from "./literals.ts";

const outcome = (step: string, inverse: StepOutcome["inverse"], how: StepOutcome["outcome"] = "applied"): StepOutcome => ({
  step,
  outcome: how,
  inverse,
});

test("the way down is the inverses of what was applied, the last first", () => {
  const [a, b] = [dropOf(hero), dropOf({ ...hero, name: "team" })];
  expect(wayDown("r", [outcome("1", [a]), outcome("2", [b]), outcome("3", [])])).toEqual([
    { step: "3", changes: [] },
    { step: "2", changes: [b] },
    { step: "1", changes: [a] },
  ]);
});

test("what was skipped or there already is left alone", () => {
  expect(wayDown("r", [outcome("1", null, "skipped"), outcome("2", [dropOf(hero)], "already")])).toEqual([]);
});

test("steps that nothing undoes are named, all of them", () => {
  const attempt = () => wayDown("r", [outcome("1", null), outcome("2", []), outcome("purge", null)]);
  expect(attempt).toThrow(IrreversibleError);
  expect(attempt).toThrow(expect.objectContaining({ steps: ["1", "purge"], exitCode: 3 }));
});

test("why there is none is said as the document says it, and where", () => {
  const position = { file: "r.yaml", line: 3, column: 1 };
  const attempt = () => wayDown("r", [outcome("1", null)], { irreversible: "nobody kept the old values", position });
  expect(attempt).toThrow(/revision r cannot be undone: nobody kept the old values/);
  expect(attempt).toThrow(expect.objectContaining({ diagnostics: [expect.objectContaining({ position })] }));
});

test("outcomes come back from the journal with their rows", () => {
  const insert: Change = {
    kind: "data",
    id: "1",
    data: { step: "insertRows", table: hero, rows: rowSet([{ name: "Deadpond" }]), onConflict: "error" },
  };
  const [back] = parseSteps(serialiseSteps([outcome("1", [insert])]));
  const [change] = back?.inverse ?? [];
  expect(change?.kind === "data" && change.data.step === "insertRows" && [...change.data.rows.read()]).toEqual([{ name: "Deadpond" }]);
  expect(parseSteps(serialiseSteps([outcome("2", null, "skipped")]))).toEqual([outcome("2", null, "skipped")]);
});
