import { Client } from "pg";
import { expect, test } from "vitest";
import { havePgBouncer, startPgBouncer } from "./pgbouncer.ts";
import { describePostgres } from "./postgres.ts";

describePostgres("PgBouncer", (server) => {
  test.skipIf(!havePgBouncer)("in transaction mode gives a transaction's server to the next client", async () => {
    await using database = await server.database();
    await using pool = await startPgBouncer({ server: database.url, mode: "transaction", settings: { default_pool_size: "1" } });
    const [one, other] = [new Client({ connectionString: pool.url }), new Client({ connectionString: pool.url })];
    await Promise.all([one.connect(), other.connect()]);
    const pid = async (client: Client) => (await client.query("SELECT pg_backend_pid() AS pid, current_database() AS name")).rows[0];
    expect(await pid(one)).toEqual(await pid(other));
    expect((await pid(one)).name).toBe(database.name);
    await Promise.all([one.end(), other.end()]);
  });

  test.skipIf(!havePgBouncer)("in statement mode refuses a transaction", async () => {
    await using pool = await startPgBouncer({ server: server.url, mode: "statement" });
    const client = new Client({ connectionString: pool.url });
    client.on("error", () => {});
    await client.connect();
    await expect(client.query("BEGIN")).rejects.toThrow(/transaction/);
    await client.end().catch(() => {});
  });
});
