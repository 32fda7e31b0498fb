import { expect, test } from "vitest";
import type { Change, ObjectChange } from "../../src/change/change.ts";
import { undoChanges } from "../../src/execute/undo.ts";
import type { StepOutcome } from "../../src/instruction/plan.ts";
import { declared, type SchemaObjectOf } from "../../src/model/object.ts";
import { tableRef } from "../../src/model/ref.ts";
import { sql, walk } from "./plans.ts";

const table = (name: string, comment: string | null = null): SchemaObjectOf<"table"> => ({
  kind: "table",
  ref: { kind: "table", schema: "public", name },
  origin: declared,
  comment,
  body: { unlogged: false, options: null, strict: false, withoutRowid: false },
});
const change = (before: ObjectChange["before"], after: ObjectChange["after"]): ObjectChange => ({ kind: "object", before, after });
const opaque = (id: string, text: string): Change => ({ kind: "opaque", id, sql: text, transaction: true });
const rows = (id: string): Change => ({
  kind: "data",
  id,
  data: { step: "updateRows", table: tableRef("public", "hero"), set: {}, where: null },
});
const step = (name: string, inverse: StepOutcome["inverse"]): StepOutcome => ({ step: name, outcome: "applied", inverse });
const ran = (groups: readonly (readonly Change[])[], steps: readonly StepOutcome[]) =>
  walk(
    "r1",
    groups.map((effects) => [sql("SELECT 1", { effects })]),
    { steps },
  );

test("objects go back by what was done to them, the last first", () => {
  const [before, between, after] = [table("hero"), table("hero", "people"), table("hero", "heroes")];
  const walked = ran([[change(before, between)], [change(between, after), change(null, table("team"))]], []);
  expect(undoChanges(walked, 2)).toEqual([change(table("team"), null), change(after, between), change(between, before)]);
  expect(undoChanges(walked, 1)).toEqual([change(between, before)]);
});

test("rows and SQL go back by what their step says, once", () => {
  const back = [opaque("down", "DROP TABLE a, b")];
  const walked = ran(
    [[opaque("0.0", "CREATE TABLE a ()"), opaque("0.1", "CREATE TABLE b ()")], [rows("1")]],
    [step("0", back), step("1", [])],
  );
  expect(undoChanges(walked, 2)).toEqual(back);
});

test("nothing goes back where a step says nothing, or only half of its SQL has run", () => {
  expect(undoChanges(ran([[rows("0")]], [step("0", null)]), 1)).toBeNull();
  const halves = ran([[opaque("0.0", "VACUUM a")], [opaque("0.1", "VACUUM b")]], [step("0", [])]);
  expect(undoChanges(halves, 1)).toBeNull();
});
