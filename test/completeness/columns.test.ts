import { loadModule, parseSync } from "libpg-query";
import { Client } from "pg";
import { expect, test } from "vitest";
import { inspectCatalogue } from "../../src/dialect/postgresql/catalogue/inspect.ts";
import { askRows } from "../server/ask.ts";
import { withoutSubscriptions } from "../server/without-subscriptions.ts";
import { describePostgres, type SharedServer } from "../server/postgres.ts";
import { type Catalogue, columnsRead } from "./columns-read.ts";
import { thingGroups } from "./things.ts";
import { unread } from "./unread.ts";

/** Every table of the system catalogue with its columns. */
async function catalogueOf(server: SharedServer): Promise<Catalogue> {
  const rows = await askRows<{ readonly relation: string; readonly columns: readonly string[] }>(
    server.url,
    `SELECT c.relname::text AS relation, array_agg(a.attname::text) AS columns FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped GROUP BY c.relname ORDER BY c.relname`,
  );
  return new Map(rows.map(({ relation, columns }) => [relation, new Set(columns)]));
}

/** Every query that inspecting a database with this in it comes to. */
async function queriesOf(server: SharedServer, lines: readonly string[]): Promise<readonly string[]> {
  await using database = await server.database();
  await using _gone = withoutSubscriptions(database.url);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const asked: string[] = [];
  try {
    for (const line of lines) await client.query(line);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const query = async (sql: string) => {
      asked.push(sql);
      return (await client.query(sql)).rows;
    };
    await inspectCatalogue(query, { schemas: ["public", "held", "other", "shown"], ignore: [] });
  } finally {
    await client.end();
  }
  return asked;
}

describePostgres("the system catalogue", (server) => {
  test("each column is read, or listed with the reason why not", { timeout: 180_000 }, async () => {
    await loadModule();
    const catalogue = await catalogueOf(server);
    const read = new Set<string>();
    for (const { lines } of thingGroups)
      for (const sql of new Set(await queriesOf(server, lines(server.major))))
        for (const column of columnsRead(parseSync(sql), catalogue)) read.add(column);
    expect(read.size).toBeGreaterThan(200);

    const all = [...catalogue].flatMap(([relation, columns]) => [...columns].map((column) => `${relation}.${column}`));
    const listed = new Set(all.filter((column) => unread(column) !== undefined));
    expect(
      all.filter((column) => !read.has(column) && !listed.has(column)),
      "neither read nor listed",
    ).toEqual([]);
    expect(
      all.filter((column) => read.has(column) && listed.has(column)),
      "listed, and no longer unread",
    ).toEqual([]);
  });
});
