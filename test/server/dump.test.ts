import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { askRows } from "./ask.ts";
import { dump, splitDump } from "./pg-dump.ts";
import { describePostgres } from "./postgres.ts";
import { postgresRows } from "./postgres-rows.ts";
import { havePostgresTools } from "./postgres-tool.ts";
import { sqliteFile } from "./sqlite.ts";
import { sqliteDump, sqliteRows } from "./sqlite-dump.ts";

describePostgres("a dump", (server) => {
  test.skipIf(!havePostgresTools)("is the same for the same schema, and one object an entry", async () => {
    await using one = await server.database();
    await using other = await server.database();
    const person = "CREATE TABLE person (id int PRIMARY KEY, name text);";
    const body = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n--\n-- a comment stays\n\nSELECT 1 $$;";
    await askRows(one.url, `${person}${body} CREATE SCHEMA keelson; CREATE TABLE keelson.journal (n int);`);
    await askRows(other.url, `${body}${person}`);
    const objects = await dump(one.url);
    expect(objects).toEqual(await dump(other.url));
    expect(objects.filter((object) => /person|FUNCTION public.f/.test(object))).toHaveLength(3);
    expect(objects.join("\n")).toContain("-- a comment stays");
    expect(objects.join("\n")).not.toContain("keelson");
    await askRows(other.url, "ALTER TABLE person ALTER name SET NOT NULL");
    expect(objects).not.toEqual(await dump(other.url));
  });

  test("of rows tells a changed value, not the order of rows", async () => {
    await using one = await server.database();
    await using other = await server.database();
    await askRows(one.url, "CREATE TABLE person AS SELECT 1 AS id UNION ALL SELECT 2; CREATE SCHEMA keelson CREATE TABLE journal (n int)");
    await askRows(other.url, "CREATE TABLE person AS SELECT 2 AS id UNION ALL SELECT 1");
    const rows = await postgresRows(one.url);
    expect(Object.keys(rows)).toEqual(["public.person"]);
    expect(rows["public.person"]).toMatch(/^2 /);
    expect(await postgresRows(other.url)).toEqual(rows);
    await askRows(other.url, "UPDATE person SET id = 3 WHERE id = 2");
    expect(await postgresRows(other.url)).not.toEqual(rows);
  });
});

test("the heading of an object and the settings between objects are no part of it", () => {
  const text =
    "--\n-- PostgreSQL database dump\n--\n\nSET x = 1;\n\n--\n-- Name: b; Type: TABLE; Schema: public; Owner: -\n--\n\nCREATE TABLE b ();\n\n\nSET default_tablespace = '';\n\n--\n-- Name: a; Type: TABLE; Schema: public; Owner: -\n--\n\nCREATE TABLE a ();\n\n\n--\n-- PostgreSQL database dump complete\n--\n\n";
  expect(splitDump(text)).toEqual(["CREATE TABLE a ();", "CREATE TABLE b ();"]);
});

describe("a SQLite file", () => {
  test("gives its statements and rows without those of keelson", () => {
    using file = sqliteFile();
    const database = new DatabaseSync(file.path);
    database.exec(
      "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE); CREATE TABLE keelson_journal (n); CREATE INDEX keelson_i ON keelson_journal (n)",
    );
    database.exec("CREATE VIEW v AS SELECT 1; INSERT INTO person VALUES (1, 'a'), (2, NULL)");
    expect(sqliteDump(file.path)).toEqual(["CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE)", "CREATE VIEW v AS SELECT 1"]);
    const rows = sqliteRows(file.path);
    expect(rows.person).toMatch(/^2 /);
    database.exec("UPDATE person SET name = '' WHERE id = 2");
    expect(sqliteRows(file.path)).not.toEqual(rows);
    database.close();
  });
});
