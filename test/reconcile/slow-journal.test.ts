import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { describePostgres, postgres } from "../server/postgres.ts";
import { allowLoss, users } from "./at-hand.ts";
import { TestProject } from "./project.ts";

describePostgres("the journal beside a strong lock", () => {
  test("may take longer than the lock's own statement to forget the rows that a revision inserted", async () => {
    await using database = await postgres.database();
    const project = new TestProject(postgresql, database.url);
    project.revision("a", null, `upgrade: [ ${users}, { insertRows: { table: users, rows: [ { id: 1 } ] } } ]`);
    await project.with((run) => reconcile(run, upgradeRequest("head")));
    // As long as it takes to forget some hundred thousand rows.
    await ask(database.url, "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END'");
    await ask(database.url, "CREATE TRIGGER slow AFTER DELETE ON keelson.inserted EXECUTE FUNCTION slow()");
    expect(await project.with((run) => reconcile(run, downgradeRequest("base", allowLoss)))).toMatchObject({ exitCode: 0 });
    expect(await ask(database.url, "SELECT to_regclass('users')")).toBeNull();
  });
});
