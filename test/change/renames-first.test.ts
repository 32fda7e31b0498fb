import { expect, test } from "vitest";
import { applyAll } from "../../src/change/apply.ts";
import type { Change, ObjectChange } from "../../src/change/change.ts";
import { changeLine } from "../../src/change/describe.ts";
import { invert } from "../../src/change/invert.ts";
import { renamesFirst } from "../../src/change/renames-first.ts";
import { written } from "../../src/model/expression.ts";
import type { Model } from "../../src/model/model.ts";
import { known } from "../../src/model/model.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { childRef, type ObjectRef } from "../../src/model/ref.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { check, column, table, view } from "../dialect/sqlite/objects.ts";
import { t } from "../dialect/sqlite/workbench.ts";

const v = view("v", "SELECT email FROM users", t("users"));
const start = SchemaModel.of([table("users"), column("users", "email", "text"), check("users", "c", "email <> ''"), v]);

/** What undoes the changes, each made against what the ones before it leave. */
function back(...made: readonly ((model: Model) => Change)[]) {
  let model = start;
  const done: Change[] = [];
  for (const make of made) {
    const change = make(model);
    model = applyAll(model, [change]);
    done.push(change);
  }
  const inverse = invert(done) ?? [];
  const ordered = renamesFirst(inverse.map((change) => ({ change }))).map(({ change }) => change as ObjectChange);
  return { ordered, after: applyAll(model, ordered), lines: ordered.map(changeLine) };
}

const find = (model: Model, ref: ObjectRef): SchemaObject => known(model.get(ref as never)) as unknown as SchemaObject;
const rename =
  (from: ObjectRef, name: string) =>
  (model: Model): Change => {
    const before = find(model, from);
    return { kind: "object", before, after: { ...before, ref: { ...before.ref, name } } as SchemaObject };
  };
const alterView =
  (text: string, reads: ObjectRef) =>
  (model: Model): Change => ({ kind: "object", before: find(model, v.ref), after: view("v", text, reads) });
const add = (after: SchemaObject) => (): Change => ({ kind: "object", before: null, after });
const drop =
  (ref: ObjectRef) =>
  (model: Model): Change => ({ kind: "object", before: find(model, ref), after: null });
const email = childRef("column", t("users"), "email");

const queryOf = (model: Model) => find(model, v.ref).body;

test("a view goes back to its query once its column has its name again", () => {
  const { lines, after } = back(rename(email, "mail"), alterView("SELECT mail FROM users", t("users")));
  expect(lines[0]).toMatch(/rename/);
  expect(queryOf(after)).toMatchObject({ query: written("SELECT email FROM users") });
});

test("so it does where column and table were renamed, one of them twice", () => {
  const people = t("people");
  const { after, ordered } = back(
    rename(email, "post"),
    rename(childRef("column", t("users"), "post"), "mail"),
    rename(t("users"), "people"),
    add(column("people", "more", "text")),
    alterView("SELECT mail, more FROM people", people),
  );
  expect(ordered.map(({ before, after }) => `${before?.ref.name} ${after?.ref.name}`)).toEqual([
    "people users",
    "mail post",
    "post email",
    "v v",
    "more undefined",
  ]);
  expect(queryOf(after)).toMatchObject({ query: { text: "SELECT email FROM users" }, reads: [t("users")] });
});

test("a check that was dropped comes back as it was written", () => {
  const { after } = back(rename(email, "mail"), drop(childRef("check", t("users"), "c")));
  expect(find(after, childRef("check", t("users"), "c")).body).toMatchObject({ expression: written("email <> ''") });
});

test("a rename does not pass who has taken its name", () => {
  const { lines } = back(rename(email, "mail"), add(column("users", "email", "text")), drop(childRef("check", t("users"), "c")));
  expect(lines.at(-1)).toMatch(/rename/);
});
