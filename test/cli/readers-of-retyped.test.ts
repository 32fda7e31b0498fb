import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

/** A constant beside the column is of the column's type, and nobody says so. */
const readers = `
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE t (id integer, x x DEFAULT 'a', g boolean GENERATED ALWAYS AS (x <> 'a') STORED, CONSTRAINT c CHECK (x <> 'b'),
    CONSTRAINT e EXCLUDE USING btree (id WITH =) WHERE (x <> 'a'));
  CREATE INDEX i ON t (id) WHERE x <> 'a';
  CREATE INDEX k ON t ((CASE WHEN x = 'a' THEN 1 ELSE 2 END));
  ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  CREATE POLICY p ON t USING (x <> 'a');
  CREATE TABLE o (id integer);
  ALTER TABLE o ENABLE ROW LEVEL SECURITY;
  CREATE POLICY p ON o USING (EXISTS (SELECT FROM t WHERE t.x = 'a'));
  CREATE TRIGGER w BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.x <> 'a') EXECUTE FUNCTION f();
  CREATE RULE r AS ON INSERT TO t WHERE NEW.x = 'b' DO INSTEAD NOTHING;
  CREATE VIEW v AS SELECT id FROM t WHERE x <> 'a';
  CREATE VIEW u AS SELECT id FROM v;
  CREATE VIEW shows AS SELECT id, x FROM t;
  CREATE VIEW reads AS SELECT id FROM shows WHERE x <> 'a';
  CREATE TABLE h (y integer, CONSTRAINT hc CHECK (x <> 'b' OR y > 0)) INHERITS (t);
  CREATE VIEW hv AS SELECT y FROM h WHERE x <> 'a';
  CREATE FUNCTION n() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE x <> 'a'; END;
  CREATE VIEW nv AS SELECT n() AS n;
  CREATE STATISTICS s ON id, (x = 'a') FROM t;`;

const anEnum = `CREATE TYPE x AS ENUM ('a', 'b');${readers}`;
const numbers = (type: string): string => readers.replace("x x DEFAULT 'a'", `x ${type}`).replaceAll("'a'", "'5'").replaceAll("'b'", "'6'");
const pairs: readonly (readonly [string, string, string])[] = [
  ["an enum that becomes a domain of its name", anEnum, `CREATE DOMAIN x AS text;${readers}`],
  ["an enum that becomes text, and no type is left", anEnum, readers.replace("x x DEFAULT", "x text DEFAULT")],
  ["an integer that becomes a bigint", numbers("integer"), numbers("bigint")],
];
const mayLose = ["dataLoss", "indexBuild", "longLock", "tableRewrite", "constraintScan"].flatMap((hazard) => ["--allow", hazard]);

function declare(project: CorpusProject, sql: string): void {
  project.write("db/all.sql", sql);
  project.write("db/schema.yaml", "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: all }\nspec: { files: [all.sql] }\n");
}

describePostgres("what reads a column by constants of its type", (server) => {
  const dumped = async (sql: string): Promise<readonly string[]> => {
    await using database = await server.database();
    await askRows(database.url, sql);
    // Where a column stands is no difference.
    return (await dump(database.url)).map(sorted);
  };

  test.for(pairs)("%s: there and back, by revisions and by difference", async ([, one, other]) => {
    const said = { one, other };
    const states = { one: await dumped(one), other: await dumped(other) };
    for (const [from, to] of [
      ["one", "other"],
      ["other", "one"],
    ] as const) {
      await using walked = await server.database();
      using versioned = await CorpusProject.open(walked.url, ["mode: versioned"]);
      declare(versioned, said[from]);
      await versioned.exits(0, walked.url, "revision", "--autogenerate", "-m", "One", "--apply");
      declare(versioned, said[to]);
      await versioned.exits(0, walked.url, "revision", "--autogenerate", "-m", "Two");
      for (const [words, state] of [
        [["upgrade"], to],
        [["downgrade", "-1"], from],
        [["upgrade"], to],
      ] as const) {
        await versioned.exits(0, walked.url, ...words, ...mayLose);
        expect((await dump(walked.url)).map(sorted)).toEqual(states[state]);
      }
      await versioned.exits(0, walked.url, "check");

      await using declared = await server.database();
      using project = await CorpusProject.open(declared.url);
      for (const state of [from, to]) {
        declare(project, said[state]);
        await project.exits(0, declared.url, "apply", ...mayLose);
        expect((await dump(declared.url)).map(sorted)).toEqual(states[state]);
      }
      await project.exits(0, declared.url, "check");
    }
  });
});

const sorted = (object: string): string =>
  object
    .split("\n")
    .map((line) => line.replace(/,$/, ""))
    .toSorted()
    .join("\n");
