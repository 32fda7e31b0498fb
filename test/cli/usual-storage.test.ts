import { test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";

const spec = `tables:
    - { name: p, partitionBy: { method: range, columns: [ at ] }, columns: [ { name: at, type: date, nullable: false }, { name: num, type: integer }, { name: t, type: text }, { name: x, type: text, storage: external } ] }
    - name: q
      partitionOf: { table: p, bounds: "FROM ('2025-01-01') TO ('2026-01-01')" }
      columnSettings: [ { column: num, storage: plain }, { column: t, storage: extended, comment: said }, { column: x, storage: extended } ]`;

describeFaults("storage that a partition has anyhow and says all the same", (server) => {
  test("plans nothing, by a Schema and by steps; what its table has otherwise counts", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    project.write("db/schema.yaml", `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec:\n  ${spec}\n`);
    const steps = spec
      .replace("tables:", "upgrade:")
      .replaceAll(/- (\{ name: p.*\})/g, "- createTable: $1")
      .replace("- name: q", "- createTable:\n        name: q")
      .replace(/\n {6}(partitionOf|columnSettings)/g, "\n        $1");
    project.revision("r1", [], steps);
    await project.upgrade();
    await project.exits(0, ["check"]);
    await ask(database.url, "ALTER TABLE q ALTER t SET STORAGE MAIN");
    await project.exits(6, ["check"]);
  });
});
