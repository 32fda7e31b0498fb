import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";

const head = `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:
  foreignDataWrappers: [ { name: w } ]
  foreignServers: [ { name: far, wrapper: w } ]\n`;
const parts = (name: string) => `
    - { name: whole, partitionBy: { method: range, columns: [ at ] }, columns: [ { name: at, type: date, nullable: false }, { name: size, type: integer } ] }
    - { name: away, foreign: { server: far }, partitionOf: { table: whole, bounds: "FROM ('2025-01-01') TO ('2026-01-01')" }, columnSettings: [ { column: size, default: "${name}" } ] }`;

/** From one to the next by `apply`, with what they say of the foreign tables. */
const states: readonly (readonly [tables: string, facts: string])[] = [
  [`[ { name: f, foreign: { server: far }, columns: [ { name: id, type: integer } ] } ]`, "f.id integer"],
  [
    `[ { name: f, foreign: { server: far, options: { a: b } }, columns: [ { name: id, type: bigint, foreignOptions: { c: d } }, { name: more, type: text } ] } ]`,
    "f.id bigint, f.more text",
  ],
  [
    `[ { name: g, renamedFrom: [ f ], foreign: { server: far, options: { a: e } }, columns: [ { name: id, type: bigint, nullable: false, default: "1" } ], checks: [ { name: c, expression: "id > 0" } ] } ]`,
    "g.id bigint",
  ],
  [parts("1"), "away.at date, away.size integer"],
  [parts("2"), "away.at date, away.size integer"],
  ["[]", ""],
];

describeFaults("a foreign table", (server) => {
  test("is made, altered, renamed and dropped by a run", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url, policy: "{ allow: { dataLoss: true, incompatibleWithRunningApp: true } }" });
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE } }\n  source: { directory: ./db }\n  mode: declarative\n",
    );
    for (const [tables, facts] of states) {
      project.write("db/schema.yaml", `${head}  tables: ${tables}\n`);
      await project.exits(0, ["apply", "--allow", "dataLoss"]);
      await project.exits(0, ["check"]);
      const found = await ask(
        database.url,
        "SELECT coalesce(string_agg(c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, NULL), ', ' ORDER BY c.relname, a.attname), '') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind = 'f'",
      );
      expect(found, tables).toBe(facts);
    }
  });
});
