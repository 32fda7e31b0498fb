import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { ask } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { shareOn } from "../seeded-share.ts";
import { describePostgres, type SharedServer } from "../server/postgres.ts";

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

/** The same of what is no table. */
const others = `CREATE SCHEMA a; CREATE SCHEMA b; CREATE TYPE a.mood AS ENUM ('x', 'y'); CREATE DOMAIN a.pos AS int CHECK (VALUE > 0); CREATE SEQUENCE a.s;
  CREATE FUNCTION a.f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x'; CREATE TYPE a.pair AS (m a.mood, p a.pos);
  CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('a.s'), m a.mood DEFAULT 'x' CHECK (m <> 'y'::a.mood), n a.pos DEFAULT a.f(3), g int GENERATED ALWAYS AS (a.f(id)) STORED, p a.pair);
  CREATE INDEX i ON t (a.f(id)) WHERE m = 'x'; CREATE VIEW a.v AS SELECT id, m FROM t WHERE a.f(id) > 0 AND m = 'x'; CREATE VIEW w AS SELECT count(*) AS c FROM a.v;
  CREATE MATERIALIZED VIEW mv AS SELECT v.id, a.f(v.id) AS f FROM a.v;
  CREATE FUNCTION g(a.mood) RETURNS a.pos LANGUAGE sql BEGIN ATOMIC SELECT a.f(id)::a.pos FROM a.v WHERE m = $1; END;
  CREATE POLICY q ON t USING (EXISTS (SELECT FROM a.v WHERE v.id = t.id) AND a.f(id) > 0); INSERT INTO t (m) VALUES ('x')`;

const kinds = [
  ["TYPE", "mood", ""],
  ["DOMAIN", "pos", ""],
  ["SEQUENCE", "s", ""],
  ["FUNCTION", "f", "(integer)"],
  ["TYPE", "pair", ""],
  ["VIEW", "v", ""],
] as const;

/** From a database to one in which the statements have run, by documents of that and one that says what it was called. */
async function expectMoved(server: SharedServer, made: string, statements: readonly string[], now: string, was: string): Promise<void> {
  await using live = await server.database();
  await using wanted = await server.database();
  await ask(live.url, made);
  await ask(wanted.url, [made, ...statements].join(";\n"));
  using project = await CorpusProject.open(live.url, ["schemas: [public, a, b]"]);
  await project.exits(0, wanted.url, "inspect", "--write", "db");
  for (const [path, text] of Object.entries(project.documents()))
    writeFileSync(path, text.replace(`- ${now}\n`, `- ${now}\n      renamedFrom: [${was}]\n`));
  const { stdout } = await project.exits(0, live.url, "plan");
  // But for the names of NOT NULL, of which only the server knows.
  expect([...stdout.matchAll(/^ +((?!DO )[A-Z].*);$/gm)].map(([, sql]) => sql)).toEqual(statements);
  await project.exits(0, live.url, "apply");
  expect(await dump(live.url)).toEqual(await dump(wanted.url));
  await project.exits(0, live.url, "check");
}

describePostgres("what everything uses", (server) => {
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
  ])("%s: a table, and nothing of it is made anew", { timeout: 60_000 }, (_what, statements, name) =>
    expectMoved(server, used, statements, `name: ${name}`, "a.prior"),
  );

  test.each(shareOn(server, kinds))(
    "goes to another schema under another name: %s %s, and nothing of it is made anew",
    { timeout: 60_000 },
    (word, name, parameters) =>
      expectMoved(
        server,
        others,
        [`ALTER ${word} a.${name}${parameters} SET SCHEMA b`, `ALTER ${word} b.${name}${parameters} RENAME TO fresh`],
        `${parameters === "" ? "name" : "signature"}: b.fresh${parameters}`,
        `a.${name}`,
      ),
  );
});
