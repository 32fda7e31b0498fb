import { describe, expect, test } from "vitest";
import type { SchemaObject } from "../../src/model/object.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { describeDrift, findDrift, leavingDrift, withoutDrift } from "../../src/reconcile/drift.ts";
import { advance, readExpectation, serialiseExpectation } from "../../src/reconcile/expectation.ts";
import { ownership } from "../../src/reconcile/ownership.ts";
import { refuseReplaced } from "../../src/reconcile/replaced.ts";
import { DatabaseReplacedError } from "../../src/reconcile/stop-errors.ts";
import { column, ours, ref, table } from "./schema-literals.ts";

const model = SchemaModel.of;
const left = model([table("users"), column("users", "id"), column("users", "email"), table("teams"), column("teams", "id")]);
const both = ownership({ objects: ours(ref("users"), ref("teams")) });
const names = (live: SchemaModel, owned = both) =>
  describeDrift(findDrift(left, live, owned)).map(({ change, name }) => `${change} ${name}`);

describe("drift", () => {
  test("is nothing where nothing moved", () => expect(names(left)).toEqual([]));

  test("is what a hand dropped, changed and added on tables of ours", () => {
    const live = model([table("users"), column("users", "id", "bigint"), column("users", "oops"), table("teams"), column("teams", "id")]);
    expect(names(live)).toEqual(["changed public.users.id", "missing public.users.email", "extra public.users.oops"]);
  });

  test("names a missing table, not each of its columns", () => {
    expect(names(model([table("users"), column("users", "id"), column("users", "email")]))).toEqual(["missing public.teams"]);
  });

  test("is not what happens to objects that are not ours, nor a table beside them", () => {
    const live = model([table("users"), column("users", "id"), column("users", "email"), table("theirs"), column("theirs", "id")]);
    expect(names(live, ownership({ objects: ours(ref("users")) }))).toEqual([]);
  });

  test("of a column of ours on a table that is not ours is drift of that column alone", () => {
    const live = model([table("users"), column("users", "oops"), table("teams")]);
    expect(names(live, ownership({ objects: ours(column("users", "email").ref) }))).toEqual(["missing public.users.email"]);
  });

  test("can be taken out of the live model, and be left alone by a desired one", () => {
    const live = model([table("users"), column("users", "id", "bigint"), column("users", "oops")]);
    const found = findDrift(left, live, both);
    expect(names(withoutDrift(live, found))).toEqual([]);
    expect(findDrift(live, leavingDrift(left, found), both)).toEqual([]);
  });
});

describe("a database in which all of our tables are gone", () => {
  const refuse = (live: SchemaModel) => () => refuseReplaced(left, findDrift(left, live, both), both);
  test("is not the one that the journal describes", () => expect(refuse(SchemaModel.empty)).toThrow(DatabaseReplacedError));
  test("is, while one of them is still there", () => expect(refuse(model([table("teams"), column("teams", "id")]))).not.toThrow());
});

describe("what a killed run did", () => {
  const live = model([
    table("users"),
    column("users", "id"),
    column("users", "email"),
    column("users", "age"),
    table("orders"),
    column("orders", "id"),
  ]);

  test("is expected from then on, and nothing else", () => {
    const expected = advance(left, live, [column("users", "age").ref, ref("orders")]);
    expect(describeDrift(findDrift(expected, live, both))).toEqual([{ kind: "table", name: "public.teams", change: "missing" }]);
  });

  test("is the whole where a step could have touched anything", () => {
    expect(findDrift(advance(left, live, "everything"), live, both)).toEqual([]);
  });
});

test("the expectation comes back from the journal with its place in the history", () => {
  const { seq, speller, model } = readExpectation(serialiseExpectation(left, { seq: 7, speller: "this", declared: null }));
  expect([seq, speller]).toEqual([7, "this"]);
  const back = model();
  // No Schema speaks of policies, so those that somebody gives are left alone.
  expect([...back.objects()]).toEqual(
    [...left.objects()].map((object) => (object.kind === "table" ? { ...object, leaves: ["policy"] } : object)),
  );
});

describe("whether anything moved is told by the text alone", () => {
  const owned = (object: SchemaObject, owner: string): SchemaObject => ({ ...object, owner, grants: [], implied: ["grants"] });
  const live = model([owned(table("users"), "anna"), column("users", "id"), column("users", "email")]);
  const stored = (declared: SchemaModel | null) => readExpectation(serialiseExpectation(live, { seq: 7, speller: "this", declared }));
  const saysOwner = model([{ ...table("users"), owner: "anna" }, column("users", "id"), column("users", "email")]);

  test("of a model as it was left, whatever a Schema said of it", () => {
    for (const declared of [null, SchemaModel.empty, left, saysOwner]) expect(stored(declared).isAsLeft(live)).toBe(true);
  });

  test("not where an object is there no more, is another one, is new, or stands elsewhere", () => {
    const [users, id, email] = [...live.objects()] as [SchemaObject, SchemaObject, SchemaObject];
    for (const other of [
      [users, id],
      [users, id, email, column("users", "age")],
      [users, email, id],
      [users, id, column("users", "email", "bigint")],
      [users, id, { ...email, comment: "" }],
    ])
      expect(stored(null).isAsLeft(model(other))).toBe(false);
    expect(stored(null).isAsLeft(live.opened())).toBe(false);
  });

  test("an owner counts where the Schema said one", () => {
    const others = model([...live.objects()].map((object) => (object.kind === "table" ? owned(object, "bert") : object)));
    expect([stored(null).isAsLeft(others), stored(saysOwner).isAsLeft(others)]).toEqual([true, false]);
  });
});
