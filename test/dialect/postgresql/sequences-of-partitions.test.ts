import { expect, test } from "vitest";
import { describePostgres } from "../../server/postgres.ts";
import { dump } from "../../server/pg-dump.ts";
import { desired, difference, lines } from "./documents.ts";
import { thereAndBack } from "./there-and-back.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { Workbench } from "./workbench.ts";

const whole = "CREATE TABLE e (id integer NOT NULL) PARTITION BY RANGE (id)";
// Attached, a partition keeps the name that its NOT NULL has; made as one, it has its table's.
const named18 = "CREATE TABLE e (id integer CONSTRAINT e1_id_not_null NOT NULL) PARTITION BY RANGE (id)";
const attached = "CREATE TABLE e1 (id serial); ALTER TABLE e ATTACH PARTITION e1 FOR VALUES FROM (1) TO (10)";
const partition = "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10)";
const heir = "CREATE TABLE e (id integer NOT NULL); CREATE TABLE e1 () INHERITS (e)";
const named = "CREATE SEQUENCE e1_id_seq AS integer OWNED BY e1.id; ALTER TABLE e1 ALTER id SET DEFAULT nextval('e1_id_seq')";
const granted = "GRANT USAGE ON SEQUENCE e1_id_seq TO PUBLIC; COMMENT ON COLUMN e1.id IS 'x'";

describePostgres("the sequence of a column that comes from another table", (server) => {
  test.each([
    ["of a serial column that was attached", `${named18}; ${attached}`],
    ["that somebody may use", `${named18}; ${attached}; ${granted}`],
    ["of an heir, called as serial would", `${heir}; ${named}`],
    ["of an heir, that somebody may use", `${heir}; ${named}; ${granted}`],
  ])("%s is an object of its own", async (_what, sql) => {
    expect(await throughAnEmptyDatabase(server, sql)).toEqual([]);
    await using bench = await Workbench.open(server, sql);
    const said = await desired({ objects: [{ sql: (await dump(bench.url)).join("\n") }] });
    expect(lines(await difference(said, await bench.model()))).toEqual([]);
  });

  test.each([
    ["that comes to a partition", `${whole}; ${partition}; INSERT INTO e VALUES (1)`, `${whole}; ${attached}; ${granted}`],
    ["that comes to an heir", `${heir}; INSERT INTO e1 VALUES (1)`, `${heir}; ${named}; ${granted}`],
    [
      "of a serial column, attached",
      `${whole}; CREATE TABLE e1 (id serial); INSERT INTO e1 DEFAULT VALUES`,
      `${whole}; ${attached}; ${granted}`,
    ],
    ["that others may use", `${whole}; ${attached}`, `${whole}; ${attached}; ${granted}`],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));
});
