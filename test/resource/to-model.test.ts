import { beforeAll, describe, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { describeRef } from "../../src/model/ref.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { onPostgresql, onSqlite } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

function read(spec: string, settings = onPostgresql, ignore: readonly string[] = []) {
  const text = `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: shop }\nspec:\n${spec.replace(/^/gm, "  ")}\n`;
  const parsed = parseResources([{ path: "shop.yaml", text }]);
  expect(parsed.diagnostics).toEqual([]);
  const { model, diagnostics } = toModel(
    parsed.resources.filter((resource): resource is SchemaResource => resource.kind === "Schema"),
    { ...settings, ignore },
  );
  return {
    model,
    names: [...model.objects()].map(({ kind, ref }) => `${kind} ${describeRef(ref)}`),
    codes: diagnostics.map(({ code }) => code),
    diagnostics,
  };
}

const users = "tables: [ { name: users, columns: [ { name: id, type: int } ], primaryKey: { columns: [id] } } ]";

describe("the desired model", () => {
  it("splits plain names, and takes others as they stand beside their schema", () => {
    expect(read("tables: [ { name: billing.invoices }, { name: a.b, schema: public } ]").names).toEqual([
      "table billing.invoices",
      "table public.a.b",
    ]);
    expect(read("tables: [ { name: Billing.Invoices } ]").codes).toEqual(["ambiguous-name"]);
    expect(read("tables: [ { name: secret.t } ]").codes).toEqual(["schema-not-managed"]);
  });

  it("takes a foreign key to what is left alone, and says so", () => {
    const key = (table: string) =>
      read(
        `tables: [ { name: t, columns: [ { name: a, type: int } ], foreignKeys: [ { columns: [a], references: { table: ${table}, columns: [id] } } ] } ]`,
        onPostgresql,
        ["audit_*"],
      ).codes;
    expect(key("auth.users")).toEqual(["table-not-managed"]);
    expect(key("audit_log")).toEqual(["table-not-managed"]);
    expect(key("users")).toEqual(["unknown-reference"]);
  });

  it("say which column a name that is not declared is near to", () => {
    const spec = "tables: [ { name: t, columns: [ { name: Id, type: int } ], primaryKey: { columns: [id] } } ]";
    expect(read(spec, onSqlite).diagnostics.map(({ remedy }) => remedy)).toEqual(["Did you mean Id? Otherwise declare main.t.id"]);
  });

  it("notes a comment where the dialect keeps none", () => {
    const spec = "tables: [ { name: t, comment: People, columns: [ { name: a, type: int, comment: One } ] } ]";
    const { model, diagnostics } = read(spec, onSqlite);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["comment-not-kept", "note"],
      ["comment-not-kept", "note"],
    ]);
    expect([...model.objects()].map(({ comment }) => comment)).toEqual([undefined, undefined]);
    expect(read(spec).codes).toEqual([]);
  });

  it("keeps a domain on SQLite as its type, default and checks, each column for itself, domains over domains too", () => {
    const spec = `domains:
  - { name: amount, type: integer, nullable: false, default: "1", checks: [ { expression: VALUE >= 0 }, { expression: "value < 9 OR 'VALUE' = 'x'" }, { expression: VALUE > 100, when: { dialect: postgresql } } ] }
  - { name: price, type: amount, default: "2" }
tables: [ { name: t, columns: [ { name: Net, type: price }, { name: tax, type: amount, default: "3" } ] } ]`;
    const { model, codes } = read(spec, onSqlite);
    expect(codes).toEqual([]);
    const objects = [...model.objects()];
    expect(
      objects.flatMap((object) =>
        object.kind === "column" ? [[object.ref.name, object.body.type, object.body.nullable, object.body.default?.text]] : [],
      ),
    ).toEqual([
      ["Net", "integer", false, "2"],
      ["tax", "integer", false, "3"],
    ]);
    expect(objects.flatMap((object) => (object.kind === "check" ? [[object.ref.name, object.body.expression.text]] : []))).toEqual([
      ["t_Net_check", '"Net" >= 0'],
      ["t_Net_check1", `"Net" < 9 OR 'VALUE' = 'x'`],
      ["t_tax_check", "tax >= 0"],
      ["t_tax_check1", "tax < 9 OR 'VALUE' = 'x'"],
    ]);
    expect(
      read("domains: [ { name: a, type: b }, { name: b, type: a } ]\ntables: [ { name: t, columns: [ { name: c, type: a } ] } ]", onSqlite)
        .codes,
    ).toEqual([]);
  });

  it("makes columns of the primary key NOT NULL and names what has no name", () => {
    const { model, names } = read(users);
    expect(names).toEqual(["table public.users", "column public.users.id", "primaryKey public.users.users_pkey"]);
    expect([...model.objects()][1]).toMatchObject({ body: { nullable: false } });
  });

  it("numbers default names that would be the same", () => {
    const { names } = read(
      `tables: [ { name: t, columns: [ { name: a, type: int } ], checks: [ { expression: "a > 0 or a < 9" }, { expression: "a <> 5" } ] } ]`,
    );
    expect(names.slice(2)).toEqual(["check public.t.t_a_check", "check public.t.t_a_check1"]);
  });

  it("takes what a dialect says in the place of what stands beside it, and leaves out by when", () => {
    const spec = `tables: [ { name: t, columns: [ { name: a, type: citext, dialects: { sqlite: { type: text } } }, { name: b, type: int, when: { dialect: postgresql } } ] } ]`;
    expect(read(spec, onSqlite).names).toEqual(["table main.t", "column main.t.a"]);
    expect([...read(spec, onSqlite).model.objects()][1]).toMatchObject({ body: { type: "text" } });
  });

  it("keeps an enum as text with a check where the dialect has none", () => {
    const { names, codes } = read(
      "enums: [ { name: state, values: [ a, b ] } ]\ntables: [ { name: t, columns: [ { name: s, type: state } ] } ]",
      onSqlite,
    );
    expect({ names, codes }).toEqual({ names: ["table main.t", "column main.t.s", "check main.t.t_s_check"], codes: [] });
  });
});

describe("findings", () => {
  it("say where something is declared twice", () => {
    const { diagnostics } = read("tables:\n  - { name: users }\n  - { name: public.users }");
    expect(diagnostics[0]).toMatchObject({
      code: "declared-twice",
      message: expect.stringContaining("shop.yaml:6"),
      position: { line: 7 },
    });
  });

  it("refuse to declare what the Database leaves alone", () => {
    const { diagnostics } = read(
      "tables:\n  - { name: users }\n  - { name: tmp_users, columns: [ { name: a, type: int } ] }",
      onPostgresql,
      ["tmp_*"],
    );
    expect(diagnostics).toMatchObject([
      { code: "declared-and-ignored", message: expect.stringContaining("tmp_users"), position: { line: 7 } },
    ]);
  });

  it("name references to what is not declared", () => {
    expect(
      read(
        "tables: [ { name: t, columns: [ { name: a, type: int } ], foreignKeys: [ { columns: [a], references: { table: gone, columns: [id] } } ] } ]",
      ).diagnostics[0]?.message,
    ).toContain("public.gone");
    expect(read("tables: [ { name: t, columns: [ { name: a, type: int } ], indexes: [ { name: ix, columns: [b] } ] } ]").codes).toEqual([
      "unknown-reference",
    ]);
  });

  it("never leave silently out what this version does not manage", () => {
    const spec = `objects: [ { sql: "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p" } ]\ntables: [ { name: t, inherits: [p], columns: [ { name: a, type: int } ], grants: [ { to: app, privileges: [select] } ] } ]`;
    expect(read(spec).codes).toEqual(["kind-not-managed", "unknown-reference"]);
    expect(read("sequences: [ { name: s } ]", onSqlite).codes).toEqual(["kind-unknown-to-dialect"]);
  });
});
