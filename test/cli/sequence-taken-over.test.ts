import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

const before = "CREATE TABLE t (id serial PRIMARY KEY, n integer)";
const after = `
  CREATE SEQUENCE t_id_seq AS integer;
  CREATE TABLE u (pk integer PRIMARY KEY DEFAULT nextval('t_id_seq'));
  ALTER SEQUENCE t_id_seq OWNED BY u.pk`;

describePostgres("the sequence of a serial column that goes with its table", (server) => {
  test("is taken over by another table with its position, and given back", async () => {
    await using original = await server.database();
    await using walked = await server.database();
    await askRows(original.url, before);
    const first = await dump(original.url);
    using project = await CorpusProject.open(original.url, ["mode: versioned"]);
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, walked.url, "revision", "--autogenerate", "-m", "One", "--apply");
    expect(await dump(walked.url)).toEqual(first);
    await askRows(walked.url, "SELECT nextval('t_id_seq'), nextval('t_id_seq')");

    await askRows(original.url, `DROP TABLE t; ${after}`);
    const second = await dump(original.url);
    for (const path of Object.keys(project.documents()))
      if (!path.includes("revisions")) project.write(path.slice(path.lastIndexOf("/db/") + 1), "");
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, walked.url, "revision", "--autogenerate", "-m", "Two");
    for (const [words, wanted] of [
      [["upgrade"], second],
      [["downgrade", "-1"], first],
      [["upgrade"], second],
    ] as const) {
      await project.exits(0, walked.url, ...words, "--allow", "dataLoss");
      expect(await dump(walked.url)).toEqual(wanted);
      expect(await askRows(walked.url, "SELECT last_value::integer FROM t_id_seq")).toEqual([{ last_value: 2 }]);
    }
  });
});
