import { Client } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { grammar } from "../../../src/dialect/postgresql/grammar.ts";
import { quotedKeywords } from "../../../src/dialect/postgresql/keywords.ts";
import { InputError } from "../../../src/core/error.ts";
import { describePostgres } from "../../server/postgres.ts";

const none = () => undefined;

describe("canonicalType", () => {
  test.each([
    ["int4", "integer"],
    ["VARCHAR( 50 )", "character varying(50)"],
    ["decimal(10, 2)", "numeric(10,2)"],
    ["numeric(10)", "numeric(10,0)"],
    ["timestamptz(3)", "timestamp(3) with time zone"],
    ["timestamp", "timestamp without time zone"],
    ["time (6) without time zone", "time(6) without time zone"],
    ["char", "character(1)"],
    ['"char"', '"char"'],
    ["float(24)", "real"],
    ["double  precision[]", "double precision[]"],
    ["text[][3]", "text[]"],
    ["interval day to second(3)", "interval day to second(3)"],
    ["bit varying(5)", "bit varying(5)"],
    ["pg_catalog.int8", "bigint"],
    ['"My Schema"."Order"', '"My Schema"."Order"'],
    ["billing.state[]", "billing.state[]"],
    ["citext", "citext"],
    ["BLOB", "bytea"],
  ])("%s is %s", (type, canonical) => expect(grammar.canonicalType(type, none)).toBe(canonical));

  test.each(["int(11)", "text(255)", "blob(10)", "double precision(3)", "tsvector(1)"])(
    "%s has a length that its type takes none of",
    (type) => {
      expect(() => grammar.canonicalType(type, none)).toThrow("takes no length or precision");
    },
  );

  test.each([
    ["datetime", "timestamp"],
    ["tinyint", "smallint"],
    ["clob", "text"],
    ["timestmp", "timestamp"],
    ["order_state", undefined],
    ["constructor", undefined],
  ])("by %s %s is meant", (name, meant) => expect(grammar.meantType?.(name)).toBe(meant));

  test("a declared type gets its schema", () => {
    expect(grammar.canonicalType("order_state[]", (name) => (name === "order_state" ? "public" : undefined))).toBe("public.order_state[]");
  });

  test("a serial is refused with what to write instead", () => {
    const refused = () => grammar.canonicalType("bigserial", none);
    expect(refused).toThrow(InputError);
    expect(refused).toThrow("shorthand");
  });

  test("what is no type is refused", () => expect(() => grammar.canonicalType("integer not null", none)).toThrow("not a type"));
});

describe("quoting", () => {
  test("names are quoted only where they must be", () => {
    expect(["users", "User", "order", 'a"b', "a$", "année"].map(grammar.quoteIdentifier)).toEqual([
      "users",
      '"User"',
      '"order"',
      '"a""b"',
      '"a$"',
      '"année"',
    ]);
  });

  test("a literal with a backslash is always an escape string", () => {
    expect(grammar.quoteLiteral("it's")).toBe("'it''s'");
    expect(grammar.quoteLiteral("a\\'b")).toBe("E'a\\\\''b'");
  });
});

describe("analyse", () => {
  beforeAll(() => grammar.ready());

  const statements = (sql: string) => {
    const found = grammar.analyse(sql);
    if ("message" in found) throw new Error(found.message);
    return found;
  };

  test("offsets count characters, not bytes", () => {
    const sql = "SELECT 'ä€😀'; -- note\n CREATE TABLE \"ü\" (a int);";
    const found = statements(sql);
    expect(found.map((statement) => statement.sql)).toEqual(["SELECT 'ä€😀'", 'CREATE TABLE "ü" (a int)']);
    expect(found.map(({ offset, sql: text }) => sql.slice(offset, offset + text.length))).toEqual(found.map((statement) => statement.sql));
  });

  test("a body with semicolons is one statement", () => {
    expect(statements("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT E'\\';'")).toHaveLength(2);
  });

  test("text without a statement is empty", () => expect(statements(" \n")).toEqual([]));

  test("a fault says where", () =>
    expect(grammar.analyse("SELECT 1 frm x y")).toMatchObject({ offset: 13, message: expect.stringContaining("syntax error") }));

  test.each([
    "CREATE INDEX CONCURRENTLY i ON t (a)",
    "DROP INDEX CONCURRENTLY i",
    "REINDEX (CONCURRENTLY) TABLE t",
    "VACUUM t",
    "ALTER SYSTEM SET work_mem = '1MB'",
    "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
    "CREATE DATABASE d",
  ])("%s cannot run in a transaction", (sql) => expect(statements(sql)[0]?.transactional).toBe(false));

  test.each(["CREATE INDEX i ON t (a)", "REINDEX TABLE t", "ANALYZE t", "ALTER TABLE t DETACH PARTITION p", "ALTER TYPE e ADD VALUE 'x'"])(
    "%s can",
    (sql) => expect(statements(sql)[0]?.transactional).toBe(true),
  );

  test("transaction control and COPY are refused", () => {
    expect(statements("BEGIN; SAVEPOINT a; COPY t FROM STDIN; SELECT 1").map(({ refused }) => refused)).toEqual([
      "transactionControl",
      "transactionControl",
      "copy",
      null,
    ]);
  });

  test.each([
    "TRUNCATE t",
    "DELETE FROM t",
    "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone",
    "DROP TABLE t",
    "DROP SCHEMA s CASCADE",
    "ALTER TABLE t DROP COLUMN c",
    "ALTER TABLE t ALTER c TYPE varchar(3)",
    "ALTER TABLE t ALTER c TYPE bigint",
    "ALTER TABLE t ALTER c TYPE jsonb",
    "ALTER TABLE t ALTER c TYPE text USING ''",
  ])("%s can lose data", (sql) => expect(statements(sql)[0]?.dataLoss).not.toBeNull());

  test.each([
    "DELETE FROM t WHERE a = 1",
    "SELECT 'DROP TABLE t'",
    "ALTER TABLE t ALTER c DROP NOT NULL",
    "ALTER TABLE t ALTER c DROP DEFAULT",
    "ALTER TABLE t ALTER c TYPE text",
    "DROP INDEX i",
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM t; END",
  ])("%s loses none", (sql) => expect(statements(sql)[0]?.dataLoss).toBeNull());
});

describePostgres("the grammar agrees with the server", (server) => {
  test("on every type, and on which words need quotes", async () => {
    await using database = await server.database();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      const types = await client.query<{ type: string }>(
        "SELECT format_type(oid, NULL) AS type FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typname !~ '^(_pg_|_?gtsvector|_?bpchar|_?char$|_?bit$)'",
      );
      for (const { type } of types.rows)
        expect(grammar.canonicalType(type, none)).toBe(
          type.replace(/^character(\[\])?$/, "character(1)$1").replace(/^bit(\[\])?$/, "bit(1)$1"),
        );
      const words = await client.query<{ word: string }>("SELECT word FROM pg_get_keywords() WHERE quote_ident(word) <> word");
      for (const { word } of words.rows) expect(quotedKeywords).toContain(word);
    } finally {
      await client.end();
    }
  });
});
