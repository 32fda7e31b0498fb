import { beforeAll, describe, expect, it } from "vitest";
import { applyAll } from "../../src/change/apply.ts";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { modelDigest } from "../../src/model/model-digest.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { fold } from "../../src/revision/fold.ts";
import { onPostgresql, revision, users, walk } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

const { after: withUsers } = walk([users]);
const admin = { insertRows: { table: "users", rows: [{ email: "admin@example.com" }] } };

describe("the way down", () => {
  it("swaps what is structural", () => {
    const { folded } = walk([users]);
    expect(modelDigest(applyAll(folded?.after ?? withUsers, folded?.steps[0]?.inverse ?? []))).toBe(modelDigest(SchemaModel.empty));
  });

  it("takes inserted rows away again, by what the journal remembers", () => {
    expect(walk([admin], { before: withUsers }).inverse).toEqual([["delete from public.users the rows that step 1 of r1 inserted"]]);
  });

  it("needs nothing for data that vanishes with a column of the same revision", () => {
    const { inverse } = walk(
      [{ addColumn: { table: "users", column: { name: "age", type: "int" } } }, { backfill: { table: "users", set: { age: "1" } } }],
      { before: withUsers },
    );
    expect(inverse[1]).toEqual([]);
    expect(walk([{ backfill: { table: "users", set: { email: "'x'" } } }], { before: withUsers }).folded?.irreversible).toMatch(
      /nothing undoes/,
    );
  });

  it("is what a step or the revision states instead", () => {
    const own = { updateRows: { table: "users", set: { email: "'x'" } }, downgrade: [] };
    expect(walk([own], { before: withUsers }).inverse).toEqual([[]]);
    const stated = walk([users, admin], {
      rest: {
        downgrade: [{ index: 0, operation: "dropTable", args: { name: "users" }, position: { file: "r.yaml", line: 1, column: 1 } }],
      },
    });
    expect(stated.inverse[0]).toEqual([]);
    expect(stated.inverse[1]?.at(-1)).toBe("drop table public.users");
    expect(walk([users], { rest: { irreversible: "no way" } })).toMatchObject({ inverse: [null], folded: { irreversible: "no way" } });
  });
});

describe("when", () => {
  const index = { createIndex: { table: "users", name: "ix", columns: ["email"] } };

  it("is judged by the Database and by the folded model", () => {
    expect(walk([{ ...index, when: { environment: "staging" } }], { before: withUsers }).outcomes).toEqual(["skipped"]);
    expect(
      walk([{ ...index, when: { serverVersion: ">=15 <17", missing: { table: "users", index: "ix" } } }], { before: withUsers }).outcomes,
    ).toEqual(["applied"]);
    expect(walk([index], { before: withUsers, rest: { when: { dialect: "sqlite" } } }).folded?.outcome).toBe("skipped");
  });

  it("ends the plan where only the database can tell later", () => {
    const asks = { ...index, when: { query: "SELECT count(*) FROM users", expect: 0 } };
    expect(walk([asks], { before: withUsers }).horizon?.revision).toBe("r1");
    expect(walk([asks], { before: withUsers, context: { ...onPostgresql, ask: () => "yes" } }).outcomes).toEqual(["applied"]);
  });
});

describe("fold", () => {
  it("ends at the first revision that needs what plain SQL may have changed", () => {
    const opaque = revision("a", [{ sql: { text: "CREATE TABLE other (id int)" } }]);
    const needs = revision("b", [{ alterColumn: { table: "other", column: "id", nullable: false } }]);
    const result = fold([opaque, needs], withUsers, onPostgresql);
    expect(result.revisions.map(({ revision: { id } }) => id)).toEqual(["a"]);
    expect(result.horizon?.revision).toBe("b");
  });

  it("names file, line and step of what does not fit", () => {
    const wrong = { addConstraint: { table: "users", foreignKey: { columns: ["team"], references: { table: "teams", columns: ["id"] } } } };
    expect(() => walk([wrong], { before: withUsers })).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ position: { file: "r.yaml", line: 7, column: 5 } })] }),
    );
  });
});
