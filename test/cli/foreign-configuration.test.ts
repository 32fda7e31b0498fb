import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";

describeFaults("configuration of other programs", (server) => {
  test("what lies beside the documents for another library is not run", async () => {
    await using database = await server.database();
    using project = new FaultProject({ url: database.url });
    const mark = join(project.folder, "was-run");
    for (const name of ["pg.config.js", "pg.config.cjs", ".pgrc.js"])
      project.write(name, `require("node:fs").writeFileSync(${JSON.stringify(mark)}, ""); module.exports = {};\n`);
    project.revision("first", [], "upgrade: [{ createTable: { name: a, columns: [{ name: id, type: integer }] } }]");
    await project.upgrade();
    expect(existsSync(mark)).toBe(false);
  });
});
