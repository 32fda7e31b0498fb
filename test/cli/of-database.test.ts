import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";

describeFaults("settings, default privileges and publications as a Schema has them", (server) => {
  test("come about in one plan, are in step then, and what a hand changes is drift", async () => {
    await using database = await server.database();
    const app = `app_${randomBytes(4).toString("hex")}`;
    const run = (sql: string): Promise<unknown> => ask(database.url, sql);
    await run(`CREATE ROLE ${app}`);
    using project = new FaultProject({ url: database.url, policy: "{ drift: correct }" });
    project.write(
      "db/schema.yaml",
      `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app, labels: { database: app } }\nspec:
  tables: [ { name: users, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] }, grants: [ { to: ${app}, privileges: [update] } ] } ]
  settings: [ { name: search_path, value: [ public, "My Schema" ] }, { name: work_mem, role: ${app}, value: 8MB } ]
  defaultPrivileges: [ { role: ${app}, schema: public, "on": tables, grants: [ { to: postgres, privileges: [select] } ] } ]
  publications: [ { name: changes, tables: [ { table: users, columns: [id] } ] } ]\n`,
    );
    await project.exits(0, ["apply"]);
    await project.exits(0, ["check"]);
    await project.exits(0, ["apply"]);
    expect(
      await run(
        "SELECT string_agg(array_to_string(setconfig, ';'), '|' ORDER BY setrole) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = current_database()",
      ),
    ).toBe('search_path=public, "My Schema"|work_mem=8MB');
    for (const [hand, kind] of [
      [`ALTER ROLE ${app} IN DATABASE ${database.name} SET work_mem TO '9MB'`, "setting"],
      [`ALTER DEFAULT PRIVILEGES FOR ROLE ${app} IN SCHEMA public GRANT INSERT ON TABLES TO PUBLIC`, "defaultPrivileges"],
      ["ALTER PUBLICATION changes DROP TABLE users", "publication"],
    ] as const) {
      await run(hand);
      const { stdout } = await project.exits(6, ["check", "-o", "json"]);
      expect(stdout).toContain(`"kind": "${kind}"`);
      await project.exits(0, ["apply"]);
      await project.exits(0, ["check"]);
    }
    await run(`DROP OWNED BY ${app}; DROP ROLE ${app}`);
  });
});
