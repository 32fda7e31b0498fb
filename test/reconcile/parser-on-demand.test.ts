import { expect, onTestFinished, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { ParserNotLoadedError } from "../../src/grammar/parser-not-loaded.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { postgres, postgresServers } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

test.skipIf(postgresServers.length === 0)("the parser of SQL is loaded once a revision needs it, and not before", async () => {
  const database = await postgres.database();
  onTestFinished(() => database.drop());
  const project = new TestProject(postgresql, database.url);
  const upgrade = () => project.with((run) => reconcile(run, upgradeRequest("head")));
  const analyse = () => postgresql.grammar.analyse("SELECT 1");

  project.revision("a", null, `upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer, default: "7" } ] } } ]`);
  expect((await upgrade()).exitCode).toBe(0);
  expect(analyse).toThrow(ParserNotLoadedError);

  project.revision(
    "b",
    "a",
    `upgrade: [ { addColumn: { table: users, column: { name: age, type: integer } } }, { sql: { text: "UPDATE users SET age = 1" }, downgrade: [] } ]`,
  );
  expect((await upgrade()).exitCode).toBe(0);
  expect(analyse()).toHaveLength(1);
});
