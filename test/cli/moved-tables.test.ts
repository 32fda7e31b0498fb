import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { ask } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

/** A table that everything that can use one uses. */
const used = `CREATE SCHEMA a; CREATE SCHEMA b; CREATE TYPE a.mood AS ENUM ('x', 'y'); CREATE TABLE o (id int PRIMARY KEY);
  CREATE TABLE a.prior (id int PRIMARY KEY, n int DEFAULT 3 CHECK (n > 0), m a.mood DEFAULT 'x', o int REFERENCES o, g int GENERATED ALWAYS AS (n * 2) STORED, i bigint GENERATED ALWAYS AS IDENTITY);
  CREATE INDEX by_n ON a.prior (n) WHERE n > 2; CREATE TABLE r (t int REFERENCES a.prior); CREATE STATISTICS a.st ON id, n FROM a.prior;
  CREATE VIEW v AS SELECT id, prior.n, m FROM a.prior WHERE n > 1; CREATE VIEW w AS SELECT count(*) AS c FROM v; CREATE MATERIALIZED VIEW mv AS SELECT prior.id FROM a.prior JOIN o USING (id);
  CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM a.prior WHERE prior.n > 0; END;
  CREATE FUNCTION g(a.prior) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION s() RETURNS SETOF a.prior LANGUAGE plpgsql AS 'BEGIN END';
  CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE UPDATE OF n ON a.prior FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION tf();
  CREATE POLICY p ON a.prior USING (n > 0); CREATE POLICY q ON o USING (EXISTS (SELECT FROM a.prior WHERE prior.o = o.id));
  CREATE RULE ru AS ON INSERT TO r DO ALSO UPDATE a.prior SET n = 4 WHERE prior.id = new.t; INSERT INTO a.prior (id, n) VALUES (1, 1), (2, 5)`;

describePostgres("a table that everything uses", (server) => {
  test.each([
    ["goes to another schema", ["ALTER TABLE a.prior SET SCHEMA b"], "b.prior"],
    [
      "gets another name",
      ["ALTER TABLE a.prior RENAME TO fresh", "ALTER SEQUENCE IF EXISTS a.prior_i_seq RENAME TO fresh_i_seq"],
      "a.fresh",
    ],
    [
      "goes to another schema under another name",
      [
        "ALTER TABLE a.prior SET SCHEMA b",
        "ALTER TABLE b.prior RENAME TO fresh",
        "ALTER SEQUENCE IF EXISTS b.prior_i_seq RENAME TO fresh_i_seq",
      ],
      "b.fresh",
    ],
  ])("%s, and nothing of it is made anew", { timeout: 60_000 }, async (_what, statements, name) => {
    await using live = await server.database();
    await using wanted = await server.database();
    await ask(live.url, used);
    await ask(wanted.url, [used, ...statements].join(";\n"));
    using project = await CorpusProject.open(live.url, ["schemas: [public, a, b]"]);
    await project.exits(0, wanted.url, "inspect", "--write", "db");
    for (const [path, text] of Object.entries(project.documents()))
      writeFileSync(path, text.replace(`- name: ${name}\n`, `- name: ${name}\n      renamedFrom: [a.prior]\n`));
    const { stdout } = await project.exits(0, live.url, "plan");
    // But for the names of NOT NULL, of which only the server knows.
    expect([...stdout.matchAll(/^ +((?!DO )[A-Z].*);$/gm)].map(([, sql]) => sql)).toEqual(statements);
    await project.exits(0, live.url, "apply");
    expect(await dump(live.url)).toEqual(await dump(wanted.url));
    await project.exits(0, live.url, "check");
  });
});
