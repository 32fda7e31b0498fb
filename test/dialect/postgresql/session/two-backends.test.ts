import { describe, expect, test } from "vitest";
import { startProxy } from "../../../proxy/start-proxy.ts";
import { ask } from "../../../server/ask.ts";
import { describePostgres } from "../../../server/postgres.ts";
import { OwnRoles } from "../own-roles.ts";
import { connect } from "./session-fixture.ts";

const columns = Array.from({ length: 1200 }, (_, column) => `c${column} int`).join(", ");
const tables = Array.from(
  { length: 5 },
  (_, table) =>
    `CREATE TABLE wide_${table} (${columns}, CONSTRAINT grown_${table} CHECK (c0 > ${table})); CREATE INDEX ON wide_${table} (c1, c2)`,
).join("; ");
const few = "CREATE TABLE narrow (id int PRIMARY KEY)";

const request = { schemas: ["public"], ignore: [] };

describePostgres("a catalogue", (server) => {
  const inspected = async (url: string) => {
    const session = await connect(url);
    const { model, unmanaged } = await session.inspect(request);
    await session.close();
    return { objects: [...model.objects()], unmanaged };
  };

  test.each([
    ["of many columns is read by two backends", tables, 1],
    ["of few is read by one", few, 0],
  ])("%s", async (_, schema, snapshots) => {
    await using database = await server.database();
    await ask(database.url, schema);
    await using proxy = await startProxy(database.url);
    const found = await inspected(proxy.url);
    expect(proxy.statements().filter((sql) => /SET TRANSACTION SNAPSHOT/.test(sql))).toHaveLength(snapshots);
    expect(found.objects.filter(({ kind }) => kind === "table").length).toBeGreaterThan(0);
    expect(found.unmanaged).toEqual([]);
  });

  describe("without a second connection", () => {
    test("is read by one, and is the same", async () => {
      await using roles = await OwnRoles.make(server, "single");
      const [role = ""] = roles.names;
      await using database = await server.database();
      await ask(database.url, `ALTER ROLE "${role}" LOGIN CONNECTION LIMIT 1; ${tables}`);
      const url = new URL(database.url);
      url.username = role;
      const alone = await inspected(url.href);
      const both = await inspected(database.url);
      const tableOf = ({ objects }: typeof both) => objects.filter(({ kind }) => kind !== "schema" && kind !== "table");
      expect(tableOf(alone)).toEqual(tableOf(both));
      expect(tableOf(alone).length).toBe(5 * 1202);
    });
  });
});
