import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

const schema = `
  CREATE TABLE t (id int, parent int);
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN g(NULL::t); END $$;
  CREATE FUNCTION g(t) RETURNS t LANGUAGE sql AS 'SELECT $1';
  CREATE TRIGGER follows BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()`;

describePostgres("a trigger whose function calls what takes rows of its table", (server) => {
  test("is generated behind both, and goes before both", async () => {
    await using original = await server.database();
    await using walked = await server.database();
    await askRows(original.url, schema);
    const before = await dump(walked.url);
    using project = await CorpusProject.open(original.url, ["mode: versioned"]);
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, walked.url, "revision", "--autogenerate", "-m", "All");
    await project.exits(0, walked.url, "upgrade");
    expect(await dump(walked.url)).toEqual(await dump(original.url));
    await project.exits(0, walked.url, "downgrade", "base");
    expect(await dump(walked.url)).toEqual(before);
  });
});
