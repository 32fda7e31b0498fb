import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, sqlOf, Workbench } from "./workbench.ts";

const table = "CREATE TABLE t (id integer PRIMARY KEY, a text, b numeric, c varchar(9))";
const rows = "INSERT INTO t VALUES (1, 'x', 1, 'y')";

describePostgres("what tables can have", (server) => {
  test.each([
    ["columns", `${table}; ${rows}`, `${table}; ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz, ALTER a SET STATISTICS 7, ALTER b SET (n_distinct = 5, n_distinct_inherited = -0.5), ALTER b SET STORAGE PLAIN`],
    ["a new table", "", `${table}; ALTER TABLE t ALTER a SET STORAGE MAIN, ALTER c SET STATISTICS 0; ALTER TABLE t REPLICA IDENTITY FULL; CREATE INDEX i ON t (a); ALTER TABLE t CLUSTER ON i`],
    ["another type of a column", `${table}; ALTER TABLE t ALTER c SET STORAGE EXTERNAL; ${rows}`, `${table.replace("varchar(9)", "text")}; ALTER TABLE t ALTER c SET STORAGE EXTERNAL, ALTER c SET STATISTICS 3`],
    ["replica identities", `${table}; ALTER TABLE t REPLICA IDENTITY NOTHING; ${rows}`, `${table}; CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t REPLICA IDENTITY USING INDEX i`],
    ["marks of an index", `${table}; CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t CLUSTER ON i; ${rows}`, `${table}; CREATE UNIQUE INDEX i ON t (id) INCLUDE (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i`.replace(" INCLUDE (a)", " WITH (fillfactor = 50)")],
    ["options of keys", `${table}; ${rows}`, `${table.replace("PRIMARY KEY", "PRIMARY KEY WITH (fillfactor = 70)")}; ALTER TABLE t ADD CONSTRAINT u UNIQUE (c) WITH (deduplicate_items = off)`],
  ])("%s: there and back", async (_what, from, to) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    expect((await wanted.inspect()).unmanaged).toEqual([]);
    const [start, goal] = [await bench.model(), await wanted.model()];
    for (const next of [goal, start]) {
      await bench.carryOut(diff(next, await bench.model()).changes);
      expect(differences(next, await bench.model())).toEqual([]);
    }
  });

  test.runIf(server.major >= 18)("keys over time and constraints that are not enforced: there and back", async () => {
    const first = "CREATE TABLE p (id int4range, at daterange NOT NULL); CREATE TABLE q (id int4range, at daterange, n integer)";
    await using bench = await Workbench.open(server, `${first}; INSERT INTO p VALUES ('[1,2)', '[2026-01-01,2026-02-01)')`);
    await using wanted = await Workbench.open(
      server,
      `${first}; ALTER TABLE p ADD PRIMARY KEY (id, at WITHOUT OVERLAPS); ALTER TABLE q ADD CONSTRAINT f FOREIGN KEY (id, PERIOD at) REFERENCES p (id, PERIOD at),
       ADD CONSTRAINT u UNIQUE (id, at WITHOUT OVERLAPS), ADD CONSTRAINT k CHECK (n > 0) NOT ENFORCED, ADD CONSTRAINT g FOREIGN KEY (id, PERIOD at) REFERENCES p (id, PERIOD at) NOT ENFORCED`,
    );
    expect((await wanted.inspect()).unmanaged).toEqual([]);
    const [start, goal] = [await bench.model(), await wanted.model()];
    for (const next of [goal, start]) {
      await bench.carryOut(diff(next, await bench.model()).changes);
      expect(differences(next, await bench.model())).toEqual([]);
    }
  });

  test("are changed without a rewrite", async () => {
    await using bench = await Workbench.open(server, `${table}; ${rows}`);
    await using wanted = await Workbench.open(server, `${table}; ALTER TABLE t ALTER a SET STATISTICS 7, ALTER a SET STORAGE EXTERNAL`);
    expect(sqlOf(await bench.carryOut(diff(await wanted.model(), await bench.model()).changes))).toEqual(["ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTERNAL, ALTER COLUMN a SET STATISTICS 7"]);
  });
});
