import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { describeNewestPostgres } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

describeNewestPostgres("what a server says without end", (server) => {
  test("is kept in the journal as far as somebody would read it", async () => {
    await using database = await server.database();
    const project = new TestProject(postgresql, database.url);
    const text = "DO $$ BEGIN RAISE EXCEPTION '%', repeat('endless ', 1000000); END $$";
    project.revision(
      "a",
      null,
      `upgrade: [ { createTable: { name: t, columns: [ { name: id, type: integer } ] } }, { sql: { text: "${text}", transaction: false }, downgrade: [] } ]`,
    );
    expect(await reconcileOnce(project.options(), upgradeRequest("head"))).toMatchObject({ exitCode: 1 });
    expect(await ask(database.url, "SELECT max(length(error)) BETWEEN 4000 AND 4100 FROM keelson.progress")).toBe(true);
    expect(await ask(database.url, "SELECT max(error) LIKE '%endless%…' FROM keelson.progress")).toBe(true);
  });
});
