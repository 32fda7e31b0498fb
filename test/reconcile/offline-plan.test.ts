import { describe, expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../src/dialect/sqlite/index.ts";
import { planStatements } from "../../src/plan/statements.ts";
import { offlinePlan } from "../../src/reconcile/offline-plan.ts";
import { readSettings } from "../../src/reconcile/settings.ts";
import { TestProject } from "./project.ts";

describe.each([sqlite, postgresql])("without a database, for $name", (dialect) => {
  const project = new TestProject(dialect, "unused:");
  project.revision("a", null, "upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ]");
  project.revision("b", "a", "upgrade: [ { addColumn: { table: users, column: { name: age, type: integer } } } ]");
  project.revision(
    "c",
    "b",
    "upgrade: [ { addColumn: { table: users, column: { name: size, type: integer } }, when: { query: SELECT 1, expect: 1 } } ]",
  );
  const plan = async (from: string, to: string, walk: "upgrade" | "downgrade" = "upgrade") => {
    const { database, source } = project.options();
    const { graph } = await source.load();
    const {
      walks,
      from: starts,
      to: ends,
      ...rest
    } = await offlinePlan({ dialect, settings: readSettings(database, dialect.grammar.defaultSchema), graph, from, to, walk });
    return {
      from: starts,
      to: ends,
      revisions: walks.map(({ revision }) => revision),
      sql: [...planStatements({ walks, difference: rest.difference })].map(({ sql }) => sql).join(" "),
    };
  };

  test("a range is walked from its first revision, which is there, to its last", async () => {
    expect(await plan("a", "b")).toMatchObject({
      from: ["a"],
      to: ["b"],
      revisions: ["b"],
      sql: expect.stringMatching(/ADD COLUMN .*age/),
    });
    expect(await plan("base", "b")).toMatchObject({
      from: [],
      to: ["b"],
      revisions: ["a", "b"],
      sql: expect.stringMatching(/CREATE TABLE .*users/s),
    });
  });

  test("and back", async () => {
    expect(await plan("b", "a", "downgrade")).toMatchObject({
      from: ["b"],
      to: ["a"],
      revisions: ["b"],
      sql: expect.stringContaining("age"),
    });
  });

  test("a condition that only a database can judge is an error", async () => {
    await expect(plan("b", "c")).rejects.toMatchObject({ code: "beyond-horizon", exitCode: 3 });
  });
});
