import { expect, test } from "vitest";
import type { Change } from "../../../src/change/change.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../src/model/object.ts";
import { childRef, type ObjectRef } from "../../../src/model/ref.ts";
import { describePostgres } from "../../server/postgres.ts";
import { sqlOf, users, Workbench } from "./workbench.ts";

const people = `CREATE TABLE users (id integer PRIMARY KEY, age integer, email text);
  CREATE VIEW ages WITH (security_barrier = true) AS SELECT id, age FROM users WHERE email <> '';
  CREATE VIEW emails AS SELECT email FROM users;
  CREATE VIEW counts AS SELECT count(*) AS n FROM users;
  CREATE VIEW above AS SELECT id FROM ages;
  COMMENT ON VIEW ages IS 'kept'; GRANT SELECT ON ages TO PUBLIC`;

const view = (name: string): ObjectRef & { readonly kind: "view" } => ({ kind: "view", schema: "public", name });
const made = (sql: readonly string[]) => sql.flatMap((text) => /^CREATE (?:MATERIALIZED )?VIEW public\.(\w+)/.exec(text)?.[1] ?? []);

describePostgres("views over what changes", (server) => {
  const column = async (bench: Workbench, name: string): Promise<SchemaObjectOf<"column">> => {
    const found = known((await bench.model()).get({ ...childRef("column", users, name), kind: "column" }));
    if (found === undefined) throw new Error(`no column ${name}`);
    return found;
  };
  const wider = async (bench: Workbench, name: string, type: string): Promise<Change> => {
    const before = await column(bench, name);
    return { kind: "object", before, after: { ...before, body: { ...before.body, type } } };
  };
  const oids = (bench: Workbench) =>
    bench.client.query("SELECT relname, oid::int FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY 1");

  test("that do not use the column stay as they are", async () => {
    await using bench = await Workbench.open(server, people);
    const before = (await oids(bench)).rows;
    const sql = sqlOf(await bench.carryOut([await wider(bench, "age", "bigint")]));
    expect(made(sql)).toEqual(["ages", "above"]);
    const stayed = (rows: readonly unknown[]) => rows.filter((row) => /counts|emails/.test(JSON.stringify(row)));
    expect(stayed((await oids(bench)).rows)).toEqual(stayed(before));
  });

  test("are made again once for all that changes, with owner, grants, options and comment", async () => {
    await using bench = await Workbench.open(server, people);
    const { rows } = await bench.client.query(
      "SELECT 'keeper_' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS name",
    );
    const keeper = String(rows[0]?.name);
    await bench.client.query(`CREATE ROLE ${keeper}`);
    try {
      await bench.client.query(
        `GRANT CREATE ON SCHEMA public TO ${keeper}; ALTER VIEW ages OWNER TO ${keeper}; GRANT SELECT ON users TO ${keeper}`,
      );
      const sql = sqlOf(await bench.carryOut([await wider(bench, "age", "bigint"), await wider(bench, "id", "bigint")]));
      expect(made(sql).toSorted()).toEqual(["above", "ages"]);
      const [kept] = await bench.values(
        "SELECT pg_get_userbyid(relowner) || ' ' || array_to_string(reloptions, ',') || ' ' || obj_description(oid, 'pg_class') || ' ' || has_table_privilege('public', oid, 'SELECT') FROM pg_class WHERE relname = 'ages'",
      );
      expect(kept).toBe(`${keeper} security_barrier=true kept true`);
    } finally {
      await bench.client.query(`DROP OWNED BY ${keeper} CASCADE; DROP ROLE ${keeper}`);
    }
  });

  test("that change themselves are made once, as they shall be", async () => {
    await using bench = await Workbench.open(server, people);
    const model = await bench.model();
    const ages = known(model.get(view("ages")));
    if (ages === undefined) throw new Error("no view");
    const after: SchemaObject = { ...ages, body: { ...ages.body, query: { text: "SELECT id, age, email FROM users", form: "written" } } };
    const instructions = await bench.lower([await wider(bench, "age", "bigint"), { kind: "object", before: ages, after }]);
    expect(made(sqlOf(instructions))).toEqual(["ages", "above"]);
    for (const instruction of instructions) await bench.execute(instruction);
    expect(await bench.values("SELECT attname FROM pg_attribute WHERE attrelid = 'ages'::regclass ORDER BY attnum")).toEqual([
      "id",
      "age",
      "email",
    ]);
    expect(
      await bench.values("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'ages'::regclass AND attname = 'age'"),
    ).toEqual(["bigint"]);
  });

  test("that take whole rows use every column", async () => {
    await using bench = await Workbench.open(
      server,
      "CREATE TABLE users (id integer, age integer); CREATE VIEW whole AS SELECT u FROM users u",
    );
    expect(known((await bench.model()).get(view("whole")))?.body.uses).toBeUndefined();
  });
});
