import { beforeAll, describe, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { undeclaredFunctions } from "../../src/resource/undeclared-functions.ts";
import { onPostgresql, onSqlite } from "../operation/steps.ts";
import { read, sql, table } from "./read-schema.ts";

beforeAll(() => grammar.ready());

const touch = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

describe("what a Schema gives as SQL", () => {
  it("is the object that it makes", () => {
    const { names, findings } = read(
      sql(
        touch,
        'CREATE TRIGGER "T 1" BEFORE UPDATE ON "Users" FOR EACH ROW EXECUTE FUNCTION touch()',
        "CREATE TYPE state AS ENUM ('a', 'b')",
      ),
    );
    expect(findings).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["function public.touch()", "trigger public.Users.T 1", "enum public.state"]));
  });

  it("says comment, owner and grants of what is declared, under each other's entries too", () => {
    const { find, findings } = read(
      sql(
        touch,
        `COMMENT ON COLUMN "Users"."E Mail" IS 'it''s'`,
        'COMMENT ON TABLE public."Users" IS NULL',
        'COMMENT ON CONSTRAINT "Users_pkey" ON "Users" IS \'key\'',
        'ALTER TABLE "Users" OWNER TO "My App"',
        'GRANT SELECT, UPDATE ("E Mail") ON "Users" TO app, PUBLIC WITH GRANT OPTION',
        "REVOKE ALL ON FUNCTION touch() FROM PUBLIC",
        "ALTER FUNCTION touch() OWNER TO app",
      ),
    );
    expect(findings).toEqual([]);
    expect(find("table public.Users")).toMatchObject({
      comment: null,
      owner: "My App",
      grants: [
        { to: "app", privileges: ["select"], grantOption: true },
        { to: "public", privileges: ["select"], grantOption: true },
      ],
    });
    expect(find("column public.Users.E Mail")).toMatchObject({
      comment: "it's",
      grants: [
        { to: "app", privileges: ["update"] },
        { to: "public", privileges: ["update"] },
      ],
    });
    expect(find("column public.Users.id")).toMatchObject({ grants: [] });
    expect(find("primaryKey public.Users.Users_pkey")).toMatchObject({ comment: "key" });
    expect(find("function public.touch()")).toMatchObject({ owner: "app", grants: [] });
  });

  it.each([
    ["ENABLE", "enabled"],
    ["FORCE", "forcedWhenEnabled"],
    ["ENABLE ROW LEVEL SECURITY, FORCE", "forced"],
    ["FORCE ROW LEVEL SECURITY; ALTER TABLE t ENABLE", "forced"],
  ])("has row security as its statements say: %s", (said, rowSecurity) => {
    const { find } = read(sql("CREATE TABLE t (id int)", ...`ALTER TABLE t ${said} ROW LEVEL SECURITY`.split("; ")));
    expect(find("table public.t")?.body).toMatchObject({ rowSecurity });
  });

  it("is a table as an entry would have it, whatever the order of the statements and however they are spelled", () => {
    const { find, names, findings } = read(
      sql(
        "SET statement_timeout = 0",
        'ALTER TABLE ONLY t ADD CONSTRAINT t_u_fk FOREIGN KEY (u) REFERENCES "Users"(id) ON DELETE CASCADE DEFERRABLE',
        `CREATE TABLE public.t (
          id bigserial PRIMARY KEY, -- é, (
          u integer DEFAULT (1 + 2) /* ) */ NOT NULL,
          "E" varchar(10)[] COLLATE "C" DEFAULT '{a,b}'::varchar[] CONSTRAINT "e, check" CHECK ("E" <> '{}'),
          g text GENERATED ALWAYS AS (upper('x' || ',')) STORED,
          EXCLUDE USING gist (lower(g) COLLATE "C" WITH =, u WITH <>) WHERE (u > 0))`,
        'CREATE UNIQUE INDEX i ON t USING btree (lower(g) DESC NULLS LAST, (u + 1), "E" COLLATE "C" text_pattern_ops) INCLUDE (u) WHERE ((u > 0))',
        "ALTER TABLE t ALTER COLUMN u SET STATISTICS 7, ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO app USING ((u > 1)) WITH CHECK (true)",
        "CREATE VIEW v (a) WITH (security_barrier) AS WITH w AS (SELECT 1) SELECT * FROM w WITH LOCAL CHECK OPTION",
        "CREATE DOMAIN d AS numeric(4, 2) DEFAULT 1.5 CONSTRAINT positive CHECK (VALUE > 0) NOT NULL",
      ),
    );
    expect(findings).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["primaryKey public.t.t_pkey", "foreignKey public.t.t_u_fk", "policy public.t.p"]));
    expect(find("column public.t.id")?.body).toMatchObject({ type: "bigint", identity: { mode: "serial" } });
    expect(find("column public.t.u")?.body).toMatchObject({ default: { text: "(1 + 2)" }, nullable: false, tuning: { statistics: 7 } });
    expect(find("column public.t.E")?.body).toMatchObject({
      type: "character varying(10)[]",
      collation: "C",
      default: { text: "'{a,b}'::varchar[]" },
    });
    expect(find("column public.t.g")?.body).toMatchObject({ generated: { expression: { text: "upper('x' || ',')" }, stored: true } });
    expect(find("check public.t.e, check")?.body).toMatchObject({ expression: { text: `"E" <> '{}'` } });
    expect(find("exclude public.t.t_lower_u_excl")?.body).toMatchObject({
      elements: [
        { expression: { text: "lower(g)" }, collation: "C", with: "=" },
        { column: "u", with: "<>" },
      ],
      where: { text: "u > 0" },
    });
    expect(find("index public.t.i")?.body).toMatchObject({
      unique: true,
      keys: [
        { expression: { text: "lower(g)" }, order: "desc", nulls: "last" },
        { expression: { text: "u + 1" } },
        { column: "E", collation: "C", opclass: "text_pattern_ops" },
      ],
      include: ["u"],
      where: { text: "((u > 0))" },
    });
    expect(find("foreignKey public.t.t_u_fk")?.body).toMatchObject({ onDelete: "cascade", deferrable: true });
    expect(find("policy public.t.p")?.body).toMatchObject({
      permissive: false,
      roles: ["app"],
      using: { text: "(u > 1)" },
      check: { text: "true" },
    });
    expect(find("view public.v")?.body).toMatchObject({
      columns: ["a"],
      check: "local",
      query: { text: "WITH w AS (SELECT 1) SELECT * FROM w" },
      options: { security_barrier: "true" },
    });
    expect(find("domain public.d")?.body).toMatchObject({
      type: "numeric(4,2)",
      nullable: false,
      default: { text: "1.5" },
      checks: [{ name: "positive" }],
    });
  });

  it("takes what serial stands for, and what a partition has from its table, for that", () => {
    const { find, names, findings } = read(
      sql(
        "CREATE TABLE public.t (id integer NOT NULL, at date NOT NULL, CONSTRAINT c CHECK (id > 0)) PARTITION BY RANGE (at)",
        "CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1",
        "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id",
        "ALTER TABLE public.t_id_seq OWNER TO app",
        "CREATE TABLE public.t_1 (id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL, at date NOT NULL, CONSTRAINT c CHECK (id > 0))",
        "ALTER TABLE ONLY public.t ATTACH PARTITION public.t_1 FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)",
        "ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass)",
        "CREATE INDEX t_at ON ONLY public.t USING btree (at)",
        "CREATE INDEX t_1_at ON public.t_1 USING btree (at)",
        "ALTER INDEX public.t_at ATTACH PARTITION public.t_1_at",
      ),
    );
    expect(findings).toEqual([]);
    expect(names.filter((name) => name.includes("t_") || name.startsWith("sequence"))).toEqual(["index public.t.t_at", "table public.t_1"]);
    expect(find("column public.t.id")?.body).toMatchObject({
      type: "integer",
      nullable: false,
      default: null,
      identity: { mode: "serial", sequence: {} },
    });
    expect(find("table public.t_1")?.body).toMatchObject({ partitionOf: { bounds: { text: "FROM ('2026-01-01') TO (MAXVALUE)" } } });
  });

  it("is told where it cannot be kept in step", () => {
    expect(
      read(
        sql(
          "CREATE TABLE t (LIKE u)",
          "GRANT SELECT ON missing TO app",
          "VACUUM",
          "CREATE INDEX ON nowhere (a)",
          "ALTER TABLE t ADD COLUMN b int",
        ),
      ).findings,
    ).toEqual([
      "kind-not-managed: CREATE TABLE … LIKE is not read from SQL",
      "kind-not-managed: this statement is not read from SQL",
      "unknown-reference: nowhere is not made by the SQL of this document",
      "unknown-reference: t is not made by the SQL of this document",
      "unknown-reference: missing is not declared",
    ]);
    expect(read(sql("GRANT SELECT ON")).findings).toEqual(["sql-syntax: syntax error at end of input"]);
    expect(read(sql('GRANT USAGE ON "Users" TO app')).findings).toEqual(['unknown-privilege: "usage" is no privilege on a table']);
    expect(read(sql("SELECT 1"), onSqlite).findings).toEqual(["kind-unknown-to-dialect: sqlite takes no objects as SQL"]);
  });
});

describe("a finding in SQL", () => {
  it("stands at its statement, in a file beside the document or inside it", () => {
    const spec = "objects:\n    - sql: |\n        CREATE TABLE u (a int);\n        VACUUM\n  files: [ sql/*.sql ]";
    const file =
      "-- first\nCREATE TABLE t (a int);\n\n/* why */ COMMENT ON TABLE t IS 'é';\n--\n  CREATE TABLE v (LIKE t);\nALTER TABLE gone ADD b int; GRANT SELECT ON missing TO app;\nCREATE TABLE t (b int);";
    const text = `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: shop }\nspec:\n  ${spec}\n`;
    const reader = { list: () => ["db/sql/a.sql"], read: () => file };
    const { resources } = parseResources([{ path: "db/shop.yaml", text }], { reader });
    const { diagnostics, placeOf } = toModel(resources as readonly SchemaResource[], onPostgresql);
    const place = ({ file: path, line, column }: { file: string; line: number; column: number }) => `${path}:${line}:${column}`;
    expect(diagnostics.map(({ code, position }) => `${code} ${position && place(position)}`)).toEqual([
      "kind-not-managed db/shop.yaml:8:9",
      "kind-not-managed db/sql/a.sql:6:3",
      "unknown-reference db/sql/a.sql:7:1",
      "unknown-reference db/sql/a.sql:7:29",
      "declared-twice db/sql/a.sql:8:1",
    ]);
    expect(placeOf({ kind: "column", parent: { kind: "table", schema: "public", name: "t" }, name: "a" })).toEqual({
      file: "db/sql/a.sql",
      line: 2,
      column: 1,
    });
  });
});

describe("the function of a trigger", () => {
  const warned = (...statements: readonly string[]) => {
    const text = JSON.stringify({
      apiVersion: "keelson.dev/v1alpha1",
      kind: "Schema",
      metadata: { name: "shop" },
      spec: { tables: [table], ...sql(...statements) },
    });
    const { resources } = parseResources([{ path: "shop.yaml", text }]);
    const { model, placeOf } = toModel(resources as readonly SchemaResource[], onPostgresql);
    return undeclaredFunctions(model, placeOf).map(({ severity, message }) => `${severity}: ${message}`);
  };
  const calling = (name: string): string => `CREATE TRIGGER tr BEFORE UPDATE ON "Users" FOR EACH ROW EXECUTE FUNCTION ${name}('x')`;

  it("is missed where no document declares it", () => {
    expect(warned(calling('public."To uch"'))).toEqual([
      'warning: trigger public.Users.tr calls public."To uch"(), which no document declares',
    ]);
    expect(warned(calling("touch"), touch)).toEqual([]);
    expect(warned(calling("tsvector_update_trigger"))).toEqual([]);
  });
});

describe("grants of a Schema", () => {
  it("are those of the object that they name", () => {
    const grants = [
      { on: { kind: "table", name: "Users" }, to: "app", privileges: ["select", "insert"] },
      { on: { kind: "table", name: "Users" }, to: "app", privileges: ["update"], columns: ["id"] },
    ];
    const { find, findings } = read({ grants });
    expect(findings).toEqual([]);
    expect(find("table public.Users")).toMatchObject({ grants: [{ to: "app", privileges: ["insert", "select"] }] });
    expect(find("column public.Users.id")).toMatchObject({ grants: [{ to: "app", privileges: ["update"] }] });
    expect(read({ grants: [{ on: { kind: "view", name: "v" }, to: "app", privileges: ["select"] }] }).findings).toEqual([
      "unknown-reference: public.v is not declared",
    ]);
  });
});
