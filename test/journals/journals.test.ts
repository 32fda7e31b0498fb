import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historyFault } from "../../src/reconcile/history-fault.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { downgradeRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, type AtHand, describeProjects } from "../reconcile/at-hand.ts";
import { documents, revisionText } from "./documents.ts";

/** What programs of earlier formats have left, by `write-fixtures.ts`: two revisions done, one with a half that waits, and on PostgreSQL a third half way. */
const formats = [1];

async function load(at: AtHand, dialect: string, format: number): Promise<void> {
  const text = readFileSync(join(import.meta.dirname, "fixtures", `${dialect}-${format}.sql`), "utf8");
  if (dialect === "sqlite") {
    const database = new DatabaseSync(at.opened.url.replace("sqlite:", ""));
    database.exec(text);
    database.close();
  } else {
    await at.beside.run(text);
    await at.beside.run("SET search_path = public");
  }
  for (const id of Object.keys(documents)) at.project.documents.set(`${id}.yaml`, revisionText(id));
}

describeProjects((at, { dialect }) => {
  const onPostgres = dialect.name === "postgresql";
  const formatSql = onPostgres
    ? "SELECT value FROM keelson.meta WHERE name = 'format'"
    : "SELECT value FROM keelson_meta WHERE key = 'format'";
  const format = async () => Number((await at.beside.rows(formatSql))[0]?.["value"]);
  const attempt = async () => {
    const { exitCode, situation } = await reconcileOnce(at.project.options(), upgradeRequest("head"));
    return [exitCode, situation];
  };

  test.each(formats)("a journal of format %i is read as it is, moved on by the next run, and leads up and down", async (from) => {
    await load(at, dialect.name, from);
    const before = await at.project.with((run) => run.session.journal.read("shop"));
    expect(before).toMatchObject({ format: from, heads: [onPostgres ? "b" : "c"], chain: "whole" });
    expect(before?.pending.map(({ id }) => id)).toEqual(["b/contract"]);
    expect(await format()).toBe(from);
    if (onPostgres) {
      // Half way: the row that cannot be filled is mended, and the backfill goes on behind the one that is done.
      expect(await attempt()).toEqual([1, "failed"]);
      await at.beside.run("DELETE FROM teams WHERE id = 2");
    }
    at.project.revision("d", "c", "upgrade: [ { addColumn: { table: users, column: { name: city, type: text } } } ]");
    expect(await attempt()).toEqual([0, "contractPending"]);
    expect(await format()).toBe(2);
    expect(await at.project.with(historyFault)).toBeNull();
    expect(await at.project.with(async (run) => (await run.session.journal.read("shop"))?.identity)).toBe("here");
    expect(await at.reasons(downgradeRequest("base", allowLoss))).toEqual(["InSync", 0]);
    expect(await at.beside.tables()).toEqual([]);
  });

  test("a journal of a newer program is refused, and left as it is", async () => {
    await load(at, dialect.name, 1);
    await at.beside.run(
      onPostgres
        ? "UPDATE keelson.meta SET value = '99' WHERE name = 'format'"
        : "UPDATE keelson_meta SET value = '99' WHERE key = 'format'",
    );
    const { exitCode, error } = await reconcileOnce(at.project.options(), upgradeRequest("head"));
    expect([exitCode, error?.code, error?.diagnostics[0]?.remedy]).toEqual([
      1,
      "journal-newer",
      "Use the keelson version that wrote it, or a newer one",
    ]);
    expect(await format()).toBe(99);
  });

  test.skipIf(onPostgres)("one object has one owner on SQLite too", async () => {
    at.project.revision("a", null, "upgrade: [ { createTable: { name: users, columns: [ { name: id, type: integer } ] } } ]");
    await at.go(upgradeRequest("head"));
    await expect(at.beside.run("INSERT INTO keelson_object SELECT 'other', ref, kind, origin FROM keelson_object")).rejects.toThrow(
      /UNIQUE/,
    );
  });
});
