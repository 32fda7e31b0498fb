import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

const table = "CREATE TABLE t (id int, parent int);";
const functions = `
  CREATE FUNCTION f(t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.id > 0';
  CREATE FUNCTION g(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.id';`;

/** What stands in a table and calls what takes its rows, so that it comes behind the function, which comes behind the table. */
const cases: Readonly<Record<string, string>> = {
  trigger: `
    CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN h(NULL::t); END $$;
    CREATE FUNCTION h(t) RETURNS t LANGUAGE sql AS 'SELECT $1';
    CREATE TRIGGER follows BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION follow()`,
  checks: "ALTER TABLE t ADD CONSTRAINT c CHECK (f(t)); ALTER TABLE t ADD CONSTRAINT d CHECK (g(t) > 1) NOT VALID",
  "defaults, also of a column in the middle": "ALTER TABLE t ALTER parent SET DEFAULT g(NULL::t); ALTER TABLE t ADD last int",
  indexes: "CREATE INDEX i ON t (g(t)); CREATE UNIQUE INDEX j ON t (id) WHERE f(t)",
  exclusion: "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING btree (g(t) WITH =) WHERE (f(t))",
  "policies, also one that reads a table": `
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    CREATE TABLE u (id int);
    CREATE POLICY p ON t USING (f(t)) WITH CHECK (g(t) > 1);
    CREATE POLICY q ON t USING (EXISTS (SELECT FROM u WHERE u.id = t.id))`,
};

describePostgres("what calls a function of its table's rows", (server) => {
  test.for(Object.entries(cases))("%s", async ([, sql]) => {
    await using original = await server.database();
    await using walked = await server.database();
    await askRows(original.url, table + functions + sql);
    const before = await dump(walked.url);
    const wanted = await dump(original.url);
    using project = await CorpusProject.open(original.url, ["mode: versioned"]);
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, walked.url, "revision", "--autogenerate", "-m", "All");
    await project.exits(0, walked.url, "upgrade");
    expect(await dump(walked.url)).toEqual(wanted);
    await project.exits(0, walked.url, "downgrade", "base");
    expect(await dump(walked.url)).toEqual(before);
    await project.exits(0, walked.url, "upgrade");
    expect(await dump(walked.url)).toEqual(wanted);

    for (const [path] of Object.entries(project.documents()).filter(([path]) => !path.includes("revisions")))
      project.write(path.slice(path.lastIndexOf("/db/") + 1), "");
    project.write("db/left.yaml", left);
    await project.exits(0, walked.url, "revision", "--autogenerate", "-m", "None of it");
    await project.exits(0, walked.url, "upgrade", "--allow", "dataLoss");
    const withoutLeft = async (): Promise<readonly string[]> =>
      (await dump(walked.url)).filter((each) => !each.includes("public.left_alone"));
    expect(await withoutLeft()).toEqual(before);
    await project.exits(0, walked.url, "downgrade", "-1");
    expect(await withoutLeft()).toEqual(wanted);
  });

  test.for(Object.entries(cases))("%s, by difference", async ([, sql]) => {
    await using original = await server.database();
    await using declared = await server.database();
    await askRows(original.url, table + functions + sql);
    using project = await CorpusProject.open(original.url);
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, declared.url, "reconcile");
    expect(await dump(declared.url)).toEqual(await dump(original.url));
  });
});

const left = `
apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: left }
spec: { tables: [{ name: left_alone, columns: [{ name: id, type: integer }] }] }`;
