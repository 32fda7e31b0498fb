import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres } from "../../server/postgres.ts";
import { throughDocuments } from "./documents.ts";
import { OwnRoles } from "./own-roles.ts";
import { Workbench } from "./workbench.ts";

describePostgres("what no ALTER leads to", (server) => {
  const functions = `CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
    CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'; CREATE TABLE t (id integer PRIMARY KEY)`;
  const state = (
    event: string,
    when: string,
    owner: string,
  ): string => `${functions}; CREATE EVENT TRIGGER watch ON ${event} EXECUTE FUNCTION seen();
    ALTER EVENT TRIGGER watch DISABLE; COMMENT ON EVENT TRIGGER watch IS 'w'; ALTER EVENT TRIGGER watch OWNER TO ${owner};
    CREATE CONSTRAINT TRIGGER touch AFTER ${when} ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touched(); ALTER TABLE t DISABLE TRIGGER touch;
    COMMENT ON TRIGGER touch ON t IS 't'`;

  test("is made anew, and keeps its owner, comment and state", async () => {
    await using roles = await OwnRoles.make(server, "boss");
    const boss = q(roles.names[0] as string);
    await using bench = await Workbench.open(server, `ALTER ROLE ${boss} SUPERUSER; ${state("sql_drop", "INSERT", boss)}`);
    await using wanted = await Workbench.open(server, state("ddl_command_end", "UPDATE", boss));
    await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(await dump(bench.url)).toEqual(await dump(wanted.url));
  });

  test("keeps the owner that nobody declares", async () => {
    await using roles = await OwnRoles.make(server, "boss");
    const boss = q(roles.names[0] as string);
    await using bench = await Workbench.open(server, `ALTER ROLE ${boss} SUPERUSER; ${state("sql_drop", "INSERT", boss)}`);
    await using wanted = await Workbench.open(server, state("ddl_command_end", "UPDATE", "CURRENT_USER"));
    await bench.carryOut(diff(await throughDocuments(await wanted.model()), await bench.model()).changes);
    expect(await bench.values("SELECT pg_get_userbyid(evtowner)::text FROM pg_event_trigger")).toEqual(roles.names);
  });

  test("is made anew where a function gives another type of the same name", async () => {
    const sql = (schema: string) => `CREATE SCHEMA "Odd Schema"; CREATE TABLE t (id integer); CREATE TABLE "Odd Schema".t (id integer);
      CREATE FUNCTION s() RETURNS SETOF ${schema}.t LANGUAGE plpgsql AS 'BEGIN END'; CREATE VIEW v AS SELECT id FROM s()`;
    await using bench = await Workbench.open(server, sql("public"), ["public", "Odd Schema"]);
    await using wanted = await Workbench.open(server, sql('"Odd Schema"'), ["public", "Odd Schema"]);
    await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(await dump(bench.url)).toEqual(await dump(wanted.url));
  });
});
