import { describe, expect, test } from "vitest";
import type { Change } from "../../src/change/change.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import type { ObjectRef } from "../../src/model/ref.ts";
import { MovedFacts } from "../../src/plan/moved-facts.ts";
import { columnRef, createOf, dropOf, hero } from "./literals.ts";

const people: ObjectRef = { ...hero, name: "people" };
const live = { empty: false, rows: 9, bytes: 90, partitioned: false };
const facts = (...changes: readonly Change[]): MovedFacts => {
  const moved = new MovedFacts({
    serverVersion: 160000,
    table: ({ name }) => (name === "hero" ? live : undefined),
    columnEmpty: (ref) => ref.parent?.name === "hero" && ref.name === "age",
  });
  moved.advance(changes);
  return moved;
};
const rename = (from: ObjectRef, to: ObjectRef): Change => ({
  kind: "object",
  before: { ref: from } as SchemaObject,
  after: { ref: to } as SchemaObject,
});
const fill = (table: ObjectRef): Change => ({ kind: "data", id: "1", data: { step: "updateRows", table, set: {}, where: null } });

describe("facts move with a plan", () => {
  test("a renamed table keeps its rows, its columns too", () => {
    const moved = facts(rename(hero, people));
    expect(moved.table(people)).toEqual(live);
    expect(moved.columnEmpty(columnRef("age", people))).toBe(true);
    expect(moved.columnEmpty(columnRef("name", people))).toBe(false);
  });

  test("a renamed column is asked under its old name", () => {
    expect(facts(rename(columnRef("age"), columnRef("years"))).columnEmpty(columnRef("years"))).toBe(true);
  });

  test("a table that the plan makes has none, also under a name that was full", () => {
    expect(facts(createOf(people)).table(people)).toBeUndefined();
    expect(facts(dropOf(hero), createOf(hero)).table(hero)).toBeUndefined();
  });

  test("a table that the plan fills is not empty any more", () => {
    const moved = facts(createOf(people), fill(people));
    expect(moved.table(people)).toMatchObject({ empty: false });
    expect(moved.columnEmpty(columnRef("age", people))).toBe(false);
  });
});
