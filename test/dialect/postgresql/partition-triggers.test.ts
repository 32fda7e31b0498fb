import { test } from "vitest";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";

const fires = "CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
const whole = `${fires}; CREATE TABLE e (id integer, note text) PARTITION BY RANGE (id)`;
const parts =
  "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10); CREATE TABLE e2 PARTITION OF e FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id); CREATE TABLE e3 PARTITION OF e2 FOR VALUES FROM (10) TO (12)";
const fired = (event: string) => `CREATE TRIGGER t ${event} ON e FOR EACH ROW EXECUTE FUNCTION fires()`;
const plain = `${whole}; ${parts}; ${fired("AFTER INSERT")}`;
const state = (table: string, how: string) => `ALTER TABLE ONLY ${table} ${how} TRIGGER t`;

describePostgres("a trigger of a partitioned table", (server) => {
  test.each([
    ["disabled in a partition", plain, `${plain}; ${state("e1", "DISABLE")}`],
    [
      "disabled in all but a partition of a partition",
      plain,
      `${plain}; ${state("e", "DISABLE")}; ${state("e1", "DISABLE")}; ${state("e2", "DISABLE")}; ${state("e3", "ENABLE ALWAYS")}`,
    ],
    [
      "with other states in other partitions",
      `${plain}; ${state("e1", "DISABLE")}; ${state("e3", "ENABLE REPLICA")}`,
      `${plain}; ${state("e1", "ENABLE ALWAYS")}; ${state("e2", "DISABLE")}`,
    ],
    ["disabled in a partition that comes with it", whole, `${plain}; ${state("e1", "DISABLE")}`],
    [
      "disabled in a partition that becomes a table",
      `${plain}; ${state("e1", "DISABLE")}; ${state("e3", "DISABLE")}`,
      `${whole}; ${parts}; ${fired("AFTER INSERT")}; ${state("e3", "DISABLE")}; ALTER TABLE e DETACH PARTITION e1`,
    ],
    [
      "that is replaced",
      `${plain}; ${state("e1", "DISABLE")}; ${state("e3", "ENABLE ALWAYS")}`,
      `${whole}; ${parts}; ${fired("AFTER INSERT OR UPDATE")}; ${state("e1", "DISABLE")}`,
    ],
    [
      "that is replaced while it is disabled",
      `${plain}; ALTER TABLE e DISABLE TRIGGER t`,
      `${whole}; ${parts}; ${fired("AFTER INSERT OR UPDATE")}; ALTER TABLE e DISABLE TRIGGER t`,
    ],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));
});
