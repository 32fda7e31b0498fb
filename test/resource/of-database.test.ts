import { beforeAll, describe, expect, it } from "vitest";
import { autogenerate } from "../../src/author/autogenerate.ts";
import { changeLine } from "../../src/change/describe.ts";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { diff } from "../../src/diff/diff.ts";
import { refKey } from "../../src/model/ref.ts";
import type { Model } from "../../src/model/model.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { fromModel } from "../../src/resource/from-model.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { fold } from "../../src/revision/fold.ts";
import { onPostgresql, onSqlite, revision } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

function read(spec: object, settings = onPostgresql) {
  const text = JSON.stringify({ apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: "shop" }, spec });
  const { resources, diagnostics } = parseResources([{ path: "shop.yaml", text }]);
  const { model, diagnostics: found } = toModel(resources as readonly SchemaResource[], settings);
  return { model, findings: [...diagnostics, ...found].map(({ code }) => code) };
}

const entries = {
  settings: [
    { name: "search_path", value: ["$user", "My Schema"] },
    { name: "statement_timeout", role: "app", value: "5s" },
    { name: "log_statement", value: "none" },
  ],
  defaultPrivileges: [
    { role: "app", on: "functions", grants: [] },
    {
      role: "owner",
      on: "tables",
      grants: [
        { to: "app", privileges: ["select"] },
        { to: "ops", privileges: ["all"], grantOption: true },
      ],
    },
    { role: "owner", schema: "billing", on: "tables", grants: [{ to: "app", privileges: ["insert", "select"] }] },
  ],
};

const outside = {
  foreignDataWrappers: [{ name: "w", handler: "handle", validator: "pg_catalog.postgresql_fdw_validator", options: { debug: "true" } }],
  foreignServers: [
    {
      name: "Far away",
      comment: "far",
      owner: "app",
      wrapper: "w",
      serverType: "t",
      serverVersion: "1",
      options: { host: "h", port: "5432" },
      grants: [{ to: "app", privileges: ["all"] }],
    },
  ],
  publications: [
    { name: "all", allTables: true, publish: ["insert", "delete"] },
    { name: "some", tables: [{ table: "billing.b" }, { table: "a", columns: ["id"], where: "id > 5" }], viaPartitionRoot: true },
    { name: "whole", schemas: ["billing"] },
  ],
  subscriptions: [
    { name: "plain", connection: { secret: "far" }, publications: ["all"] },
    {
      name: "with everything",
      comment: "far",
      owner: "app",
      connection: { secret: "far" },
      publications: ["b", "a"],
      slot: "s",
      binary: true,
      streaming: "parallel",
      synchronousCommit: "local",
      twoPhase: true,
      disableOnError: true,
      passwordRequired: false,
      runAsOwner: true,
      onlyLocal: true,
      failover: true,
    },
    { name: "streaming", connection: { secret: "far" }, publications: ["all"], streaming: false },
  ],
  tables: [
    { name: "a", columns: [{ name: "id", type: "integer" }] },
    { name: "billing.b", columns: [{ name: "id", type: "integer" }] },
  ],
};

const asSql = `ALTER DATABASE db SET search_path TO "$user", "My Schema"; ALTER ROLE app IN DATABASE db SET statement_timeout TO '5s'; ALTER DATABASE db SET log_statement = none;
  ALTER DEFAULT PRIVILEGES FOR ROLE app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
  ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT ON TABLES TO app; ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT ALL ON TABLES TO ops WITH GRANT OPTION;
  ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA billing GRANT INSERT, SELECT, DELETE ON TABLES TO app; ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA billing REVOKE DELETE ON TABLES FROM app`;

const objects = (model: Model) => Object.fromEntries([...model.objects()].map((object) => [refKey(object.ref), object.body]));

describe("default privileges and settings", () => {
  it("are written as they are read, and read from SQL alike", () => {
    const { model, findings } = read(entries);
    expect(findings).toEqual([]);
    expect(fromModel(model, onPostgresql)).toEqual([{ table: null, spec: entries }]);
    const said = read({ objects: [{ sql: asSql }] });
    expect(said.findings).toEqual([]);
    expect(objects(said.model)).toEqual(objects(model));
  });

  it("stand beside wrappers, servers, publications and subscriptions, which are written as they are read", () => {
    const { model, findings } = read(outside);
    expect(findings).toEqual([]);
    const [rest] = fromModel(model, onPostgresql);
    const { tables: _tables, ...expected } = outside;
    expect(rest?.spec).toEqual(expected);
    const { upgrade } = autogenerate(model, SchemaModel.empty, onPostgresql);
    const { after } = fold([revision("r", upgrade)], SchemaModel.empty, onPostgresql);
    expect(objects(after)).toEqual(objects(model));
    const changed = read({
      ...outside,
      publications: [{ name: "some", tables: [{ table: "a" }] }],
      foreignServers: [{ name: "Far away", wrapper: "w", options: { host: "x" } }],
      subscriptions: [{ name: "plain", connection: { secret: "other" }, publications: ["c"], onlyLocal: true }],
    }).model;
    const { upgrade: next } = autogenerate(changed, model, onPostgresql);
    expect(objects(fold([revision("r", next)], model, onPostgresql).after)).toMatchObject(objects(changed));
    expect(() => fold([revision("r", [{ dropTable: { name: "a" } }])], model, onPostgresql)).toThrow("is used by publication some");
  });

  it("come and go by steps, there and back", () => {
    const { model } = read(entries);
    const other = read({
      settings: [{ name: "log_statement", value: "all" }],
      defaultPrivileges: [
        {
          role: "app",
          on: "functions",
          grants: [
            { to: "public", privileges: ["all"] },
            { to: "x", privileges: ["all"] },
          ],
        },
      ],
    }).model;
    for (const [from, to] of [
      [SchemaModel.empty, model],
      [model, SchemaModel.empty],
      [model, other],
      [other, model],
    ] as const) {
      const { upgrade } = autogenerate(to, from, onPostgresql);
      const { after, revisions } = fold([revision("r", upgrade)], from, onPostgresql);
      expect(objects(after)).toEqual(objects(to));
      const down = revisions[0]?.steps.toReversed().flatMap(({ inverse }) => inverse ?? []) ?? [];
      expect(objects(fold([revision("back", autogenerate(from, after, onPostgresql).upgrade)], after, onPostgresql).after)).toEqual(
        objects(from),
      );
      expect(down.length).toBeGreaterThan(0);
    }
  });

  it("that are as usual take away what is there, whoever made it; what is not said is left", () => {
    const { model } = read({
      defaultPrivileges: [
        { role: "owner", schema: "billing", on: "tables", grants: [] },
        { role: "app", on: "functions", grants: [{ to: "public", privileges: ["execute"] }] },
      ],
    });
    const { changes, unmanaged } = diff(model, read(entries).model, { owned: () => false });
    expect(changes.map(changeLine)).toEqual(
      expect.arrayContaining(["drop default privileges billing.tables of owner", "drop default privileges functions of app"]),
    );
    expect(changes).toHaveLength(2);
    expect(unmanaged.map(({ ref }) => ref.name)).toEqual(expect.arrayContaining(["tables of owner", "log_statement"]));
    expect(diff(model, SchemaModel.empty).changes).toEqual([]);
  });

  it("are refused where they cannot be", () => {
    expect(read(entries, onSqlite).findings).toEqual(Array.from({ length: 6 }, () => "kind-unknown-to-dialect"));
    expect(read({ defaultPrivileges: [{ role: "a", schema: "elsewhere", on: "tables", grants: [] }] }).findings).toEqual([
      "schema-not-managed",
    ]);
    expect(read({ defaultPrivileges: [{ role: "a", on: "sequences", grants: [{ to: "b", privileges: ["insert"] }] }] }).findings).toEqual([
      "unknown-privilege",
    ]);
    expect(read({ defaultPrivileges: [{ role: "a", schema: "public", on: "schemas", grants: [] }] }).findings).toEqual([
      "contradicting-fields",
    ]);
    expect(read({ defaultPrivileges: [entries.defaultPrivileges[0], entries.defaultPrivileges[0]] }).findings).toContain("declared-twice");
    for (const sql of [
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO a",
      "ALTER ROLE a SET work_mem TO 1",
      "ALTER DATABASE a RESET work_mem",
    ])
      expect(read({ objects: [{ sql }] }).findings).toEqual(["kind-not-managed"]);
  });
});
