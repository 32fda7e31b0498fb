import { beforeAll, describe, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { describeRef } from "../../src/model/ref.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { onPostgresql, onSqlite } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

const table = { name: "Users", columns: [{ name: "id", type: "int" }, { name: "E Mail", type: "text" }], primaryKey: { columns: ["id"] } };

function read(spec: object, settings = onPostgresql) {
  const text = JSON.stringify({ apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: "shop" }, spec: { tables: [table], ...spec } });
  const { resources } = parseResources([{ path: "shop.yaml", text }]);
  const { model, diagnostics } = toModel(resources as readonly SchemaResource[], settings);
  const objects = [...model.objects()];
  return {
    find: (name: string) => objects.find(({ kind, ref }) => `${kind} ${describeRef(ref)}` === name),
    names: objects.map(({ kind, ref }) => `${kind} ${describeRef(ref)}`),
    findings: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}

const sql = (...statements: readonly string[]) => ({ objects: [{ sql: statements.join("; ") }] });

const touch = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

describe("what a Schema gives as SQL", () => {
  it("is the object that it makes", () => {
    const { names, findings } = read(sql(touch, 'CREATE TRIGGER "T 1" BEFORE UPDATE ON "Users" FOR EACH ROW EXECUTE FUNCTION touch()', "CREATE TYPE state AS ENUM ('a', 'b')"));
    expect(findings).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["function public.touch()", 'trigger public.Users.T 1', "enum public.state"]));
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
    expect(find("column public.Users.E Mail")).toMatchObject({ comment: "it's", grants: [{ to: "app", privileges: ["update"] }, { to: "public", privileges: ["update"] }] });
    expect(find("column public.Users.id")).toMatchObject({ grants: [] });
    expect(find("primaryKey public.Users.Users_pkey")).toMatchObject({ comment: "key" });
    expect(find("function public.touch()")).toMatchObject({ owner: "app", grants: [] });
  });

  it("is told where it cannot be kept in step", () => {
    expect(read(sql("CREATE TABLE t (a int)", "GRANT SELECT ON missing TO app", "VACUUM")).findings).toEqual([
      "kind-not-managed: CREATE TABLE is not read from SQL",
      "kind-not-managed: this statement is not read from SQL",
      "unknown-reference: missing is not declared",
    ]);
    expect(read(sql("GRANT SELECT ON")).findings).toEqual(["sql-syntax: syntax error at end of input"]);
    expect(read(sql('GRANT USAGE ON "Users" TO app')).findings).toEqual(['unknown-privilege: "usage" is no privilege on a table']);
    expect(read(sql("SELECT 1"), onSqlite).findings).toEqual(["kind-unknown-to-dialect: sqlite takes no objects as SQL"]);
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
    expect(read({ grants: [{ on: { kind: "view", name: "v" }, to: "app", privileges: ["select"] }] }).findings).toEqual(["unknown-reference: public.v is not declared"]);
  });
});
