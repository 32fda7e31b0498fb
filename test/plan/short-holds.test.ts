import { expect, test } from "vitest";
import type { ObjectChange } from "../../src/change/change.ts";
import type { Instruction, LockMode } from "../../src/instruction/instruction.ts";
import { declared, type SchemaObject } from "../../src/model/object.ts";
import { tableRef } from "../../src/model/ref.ts";
import { groupStages } from "../../src/plan/stage.ts";
import { statementsOf } from "../../src/plan/statements.ts";
import { hero, statement } from "./literals.ts";

const object = (name: string): SchemaObject =>
  ({
    kind: "table",
    ref: tableRef("public", name),
    body: { unlogged: false, options: {} },
    origin: declared,
    comment: null,
  }) as unknown as SchemaObject;
const create = (name: string): ObjectChange => ({ kind: "object", before: null, after: object(name) });
const drop = (name: string): ObjectChange => ({ kind: "object", before: object(name), after: null });

const does = (change: ObjectChange, ...modes: readonly LockMode[]): Instruction => {
  const made = statement("x", { effects: [change] });
  return { ...made, statements: made.statements.map((each) => ({ ...each, locks: modes.map((mode) => ({ table: hero, mode })) })) };
};

const many = (count: number, name = "t"): readonly Instruction[] => Array.from({ length: count }, (_, at) => does(create(`${name}${at}`)));
const sizes = (instructions: readonly Instruction[], revision: string | null = null) =>
  groupStages(instructions, { revision, direction: "up", atomic: "no" }).map((stage) => stage.instructions.length);

const hold = (name: string) => does(drop(name), "accessExclusive");

test("a difference gives tables back after twenty-five statements, and what holds none takes its time", () => {
  expect(sizes(Array.from({ length: 120 }, (_, at) => hold(`t${at}`)))).toEqual([25, 25, 25, 25, 20]);
  expect(sizes([hold("hero"), ...many(250), hold("villain"), ...many(30, "u")])).toEqual([1, 241, 10, 30]);
  expect(sizes([hold("hero"), ...many(24)])).toEqual([25]);
  expect(sizes([does(drop("hero"), "rowExclusive"), ...many(250)])).toEqual([251]);
});

test("nobody waits for a table that an earlier part has made", () => {
  const index = statement("i", { effects: [create("i")] });
  const onNew: Instruction = {
    ...index,
    statements: index.statements.map((each) => ({ ...each, locks: [{ table: tableRef("public", "t3"), mode: "share" as const }] })),
  };
  const stages = groupStages([...many(40), hold("hero"), ...many(40, "u"), onNew], { revision: null, direction: "up", atomic: "no" });
  expect(stages.map((stage) => stage.instructions.length)).toEqual([31, 10, 41]);
  expect(
    stages
      .at(-1)
      ?.instructions.flatMap(statementsOf)
      .flatMap(({ locks }) => locks),
  ).toEqual([]);
});

test("a revision is one transaction, however long", () =>
  expect(sizes([does(drop("hero"), "accessExclusive"), ...many(250)], "r")).toEqual([251]));

test("what goes and comes back does so at once", () => {
  expect(sizes([does(drop("hero"), "accessExclusive"), ...many(150), does(create("hero")), ...many(60, "u")])).toEqual([152, 60]);
});

test("the rows of one table change at once", () => {
  const rows: Instruction = statement("r", {
    effects: [{ kind: "data", id: "r", data: { step: "deleteRows", table: tableRef("public", "kept"), where: "true" } }],
  });
  const others = Array.from({ length: 30 }, (_, at) => hold(`t${at}`));
  expect(sizes([rows, ...others, rows, hold("last")])).toEqual([32, 1]);
  expect(sizes([rows, ...others, hold("last")])).toEqual([25, 7]);
});
