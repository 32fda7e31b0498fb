import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import { written } from "../../../src/model/expression.ts";
import type { SchemaObjectOf } from "../../../src/model/object.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { createCanonical } from "../../../src/dialect/postgresql/canonical.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { OwnRoles } from "./own-roles.ts";
import { Workbench } from "./workbench.ts";

const schema = `CREATE SCHEMA "Odd one"; CREATE TABLE users (id int PRIMARY KEY, "E Mail" text, age int); CREATE TABLE "Odd one"."t 1" (n int PRIMARY KEY);
  CREATE FUNCTION checks(text[], oid) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE TABLE at (d date NOT NULL) PARTITION BY RANGE (d); CREATE TABLE at_1 PARTITION OF at FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`;

interface Case {
  readonly since: number;
  readonly sql: string;
}

const publications: readonly Case[] = [
  { since: 14, sql: "CREATE PUBLICATION p" },
  {
    since: 14,
    sql: `CREATE PUBLICATION p FOR TABLE users, "Odd one"."t 1", at WITH (publish = 'insert, delete', publish_via_partition_root = true); COMMENT ON PUBLICATION p IS 'it''s'`,
  },
  { since: 14, sql: `CREATE PUBLICATION p FOR ALL TABLES; CREATE PUBLICATION "Q 1" FOR TABLE users` },
  {
    since: 15,
    sql: `CREATE PUBLICATION p FOR TABLE users (id, "E Mail") WHERE (id > 5 AND "E Mail" <> ''), "Odd one"."t 1" WITH (publish = '')`,
  },
  { since: 15, sql: `CREATE PUBLICATION p FOR TABLE users WHERE (id > 6), TABLES IN SCHEMA "Odd one"` },
  { since: 15, sql: `CREATE PUBLICATION p FOR TABLE users, at` },
  { since: 15, sql: `CREATE PUBLICATION p FOR TABLE at (d) WITH (publish_via_partition_root = true)` },
  { since: 15, sql: `CREATE PUBLICATION p FOR TABLE at` },
  { since: 15, sql: `CREATE PUBLICATION p FOR TABLE at WHERE (d > '2026-02-01') WITH (publish_via_partition_root = true)` },
  { since: 15, sql: `CREATE PUBLICATION p FOR TABLES IN SCHEMA public` },
  { since: 18, sql: `CREATE PUBLICATION p WITH (publish_generated_columns = stored)` },
];

const foreign: readonly string[] = [
  `CREATE FOREIGN DATA WRAPPER w`,
  `CREATE FOREIGN DATA WRAPPER w VALIDATOR checks OPTIONS (b '2', "A 1" 'it''s'); CREATE SERVER "S 1" TYPE 't' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'a', port '1'); COMMENT ON SERVER "S 1" IS 'x'`,
  `CREATE FOREIGN DATA WRAPPER w OPTIONS (b '3'); CREATE SERVER "S 1" TYPE 't' FOREIGN DATA WRAPPER w OPTIONS (dbname 'x', host 'b'); CREATE SERVER s2 FOREIGN DATA WRAPPER w`,
];

const open = (server: SharedServer, sql: string) => Workbench.open(server, `${schema}; ${sql}`, ["public", "Odd one"]);

describePostgres("publications and foreign servers", (server) => {
  test("go from each of these to the next", { timeout: 180_000 }, async () => {
    await using roles = await OwnRoles.make(server, "app");
    const [a] = roles.names.map((name) => q(name)) as [string];
    const cases = publications.filter(({ since }) => server.major >= since).map(({ sql }) => sql);
    const access = `${foreign[1]}; GRANT USAGE ON FOREIGN SERVER "S 1" TO ${a} WITH GRANT OPTION; GRANT USAGE ON FOREIGN DATA WRAPPER w TO ${a}; ALTER SERVER "S 1" OWNER TO ${a}; CREATE PUBLICATION p; ALTER PUBLICATION p OWNER TO ${a}`;
    await using bench = await open(server, "");
    for (const sql of [...cases, ...foreign, access, "SELECT"]) {
      await using goal = await open(server, sql);
      const wanted = await goal.model();
      await bench.carryOut(diff(wanted, await bench.model()).changes);
      expect(await dump(bench.url), sql).toEqual(await dump(goal.url));
      expect(diff(wanted, await bench.model()).changes).toEqual([]);
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });

  test.skipIf(server.major < 15)("rows of a publication are compared as the server spells them", async () => {
    await using bench = await open(server, "CREATE PUBLICATION p FOR TABLE users WHERE (id > 5 AND age < 3)");
    const live = await bench.model();
    const found = known(live.get({ kind: "publication", name: "p" })) as SchemaObjectOf<"publication">;
    const saying = (where: string) => ({
      ...found,
      body: { ...found.body, tables: found.body.tables.map((each) => ({ ...each, where: written(where) })) },
    });
    const answers = async (where: string) => {
      const desired = SchemaModel.from(live).with(saying(where));
      const { questions } = diff(desired, live);
      return createCanonical((run) => bench.rolledBack("", run)).answer(questions, desired);
    };
    expect(await answers("id>5 and (age < 3)")).toEqual([true]);
    expect(await answers("id > 6 AND age < 3")).toEqual([false]);
  });

  test.skipIf(server.major < 15)("stays around another type of a column that it chooses or chooses rows by", async () => {
    const publication = "CREATE PUBLICATION p FOR TABLE users (id, age) WHERE (age > 5)";
    await using bench = await open(server, publication);
    await using goal = await open(server, `ALTER TABLE users ALTER age TYPE bigint; ${publication}`);
    await bench.carryOut(diff(await goal.model(), await bench.model()).changes);
    expect(await dump(bench.url)).toEqual(await dump(goal.url));
  });

  test("a table comes into its publication, and leaves it before it goes", async () => {
    await using bench = await open(server, "CREATE PUBLICATION p FOR TABLE users");
    await using goal = await Workbench.open(
      server,
      `${schema.replace(/CREATE TABLE users [^;]*;/, "")}; CREATE TABLE more (n int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE more`,
      ["public", "Odd one"],
    );
    await bench.carryOut(diff(await goal.model(), await bench.model()).changes);
    expect(await dump(bench.url)).toEqual(await dump(goal.url));
  });
});
