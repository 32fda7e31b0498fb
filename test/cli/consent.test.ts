import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { describeNewestPostgres } from "../server/postgres.ts";

describeNewestPostgres("consent", (server) => {
  test("is given to each hazard that policy wants approved, as its message says", async () => {
    await using database = await server.database();
    await askRows(database.url, "CREATE TABLE t (a integer); INSERT INTO t SELECT generate_series(1, 100)");
    using project = await CorpusProject.open(database.url, ["mode: declarative", "policy: { approval: { hazards: [ tableRewrite ] } }"]);
    await project.exits(0, database.url, "adopt");
    const [, table = ""] = Object.entries(project.documents()).find(([path]) => path.endsWith("tables/t.yaml")) ?? [];
    project.write("db/tables/t.yaml", table.replace("integer", "text"));
    const { stderr } = await project.exits(5, database.url, "reconcile");
    const flag = /or give (--allow \w+)$/m.exec(stderr)?.[1] ?? "";
    expect(flag).toBe("--allow tableRewrite");
    const mistyped = await project.exits(3, database.url, "reconcile", ...`${flag}s`.split(" "));
    expect(mistyped.stderr).toContain(`Did you mean ${flag}?`);
    await project.exits(0, database.url, "reconcile", ...flag.split(" "));
  });
});
