import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { applyRequest } from "../../../src/reconcile/request.ts";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { allowLoss } from "../../property/proofs/bench.ts";
import { TestProject } from "../../reconcile/project.ts";
import { ask } from "../../server/ask.ts";
import { shareOn } from "../../seeded-share.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, hazardsOf, sqlOf, Workbench } from "./workbench.ts";

const rows = 20_000;
/** More than a table that is written anew at once has. */
const table = (columns: string, values: string, rest = "") =>
  `CREATE TABLE t (id integer PRIMARY KEY, pad text, ${columns}) WITH (autovacuum_enabled = false); INSERT INTO t SELECT i, repeat('x', 60), ${values} FROM generate_series(1, ${rows}) i; ${rest}`;

/** A key that numbers itself, with what refers to it, all that can hang on its constraints, and its index as the table's mark. */
const keyed = (type: string, numbers: string): string => `${numbers.includes("nextval") ? `CREATE SEQUENCE t_id_seq AS ${type}; ` : ""}
  CREATE TABLE t (id ${type} ${numbers}, pad text, up ${type}, CONSTRAINT t_pkey PRIMARY KEY (id)) WITH (autovacuum_enabled = false);
  ${numbers.includes("nextval") ? "ALTER SEQUENCE t_id_seq OWNED BY t.id;" : ""}
  INSERT INTO t (pad) SELECT repeat('x', 60) FROM generate_series(1, ${rows}) i;
  ALTER TABLE t CLUSTER ON t_pkey; COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';
  ALTER TABLE t ADD CONSTRAINT t_up FOREIGN KEY (up) REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED;
  CREATE TABLE u (n integer CONSTRAINT u_n_fkey REFERENCES t ON DELETE CASCADE); INSERT INTO u SELECT generate_series(1, 100); COMMENT ON CONSTRAINT u_n_fkey ON u IS 'whose'`;

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly sql: readonly string[];
  readonly hazards?: readonly string[];
  readonly value: readonly [query: string, value: unknown];
}

/** Rows of a type are NULL to SQL's `IS NULL` where all their fields are, and are not to `IS NOT NULL` where one of them is. */
const pair = "CREATE TYPE pair AS (a text, b text);";
const pairs = "(ARRAY['(x,y)', '(x,)', '(,)'])[1 + i % 3]";

const cases: readonly Case[] = [
  {
    name: "values that are rows, with some fields NULL or all",
    from: `${pair} ${table("n text NOT NULL", pairs)}`,
    to: `${pair} ${table("n pair NOT NULL", `${pairs}::pair`)}`,
    sql: ["ADD COLUMN n_new public.pair", "VALIDATE CONSTRAINT", "DROP COLUMN n"],
    value: [
      "SELECT json_agg(x ORDER BY x) FROM (SELECT n::text || count(*) AS x FROM t GROUP BY n) g",
      ["(,)6667", "(x,)6667", "(x,y)6666"],
    ],
  },
  {
    name: "a column that nothing hangs on",
    from: table("n integer", "i"),
    to: table("n bigint", "i"),
    sql: [
      "ADD COLUMN n_new bigint",
      "CREATE TRIGGER",
      "batch: UPDATE public.t SET n_new = (n::bigint",
      "DROP COLUMN n",
      "RENAME COLUMN n_new TO n",
      "ANALYZE public.t",
    ],
    hazards: ["incompatibleWithRunningApp"],
    value: ["SELECT sum(n)::text FROM t", String((rows * (rows + 1)) / 2)],
  },
  {
    name: "with default, NOT NULL, comment, indexes and a view",
    from: table(
      "n integer DEFAULT 0 NOT NULL",
      "i",
      "COMMENT ON COLUMN t.n IS 'kept'; CREATE UNIQUE INDEX t_n ON t (n DESC) INCLUDE (pad); CREATE INDEX t_both ON t (pad, n); COMMENT ON INDEX t_n IS 'too'; CREATE VIEW v AS SELECT n FROM t",
    ),
    to: table(
      "n bigint DEFAULT 0 NOT NULL",
      "i",
      "COMMENT ON COLUMN t.n IS 'kept'; CREATE UNIQUE INDEX t_n ON t (n DESC) INCLUDE (pad); CREATE INDEX t_both ON t (pad, n); COMMENT ON INDEX t_n IS 'too'; CREATE VIEW v AS SELECT n FROM t",
    ),
    sql: [
      "ADD COLUMN n_new",
      "VALIDATE CONSTRAINT",
      "INDEX CONCURRENTLY",
      "DROP VIEW public.v",
      "DROP COLUMN n",
      "SET DEFAULT 0",
      "RENAME TO t_n",
      "CREATE VIEW public.v",
    ],
    value: ["INSERT INTO t (id) VALUES (0) RETURNING n::int", 0],
  },
  {
    name: "text that narrows, with NULLs",
    from: table("n text", "CASE WHEN i % 2 = 0 THEN i::text END"),
    to: table("n varchar(8)", "CASE WHEN i % 2 = 0 THEN i::text END"),
    sql: ["ADD COLUMN n_new character varying(8)", "batch: UPDATE public.t SET n_new = (n"],
    hazards: ["dataLoss", "incompatibleWithRunningApp"],
    value: ["SELECT count(n)::int FROM t", rows / 2],
  },
  {
    name: "a primary key with an identity, and foreign keys to it from elsewhere and itself",
    from: keyed("integer", "GENERATED ALWAYS AS IDENTITY"),
    to: keyed("bigint", "GENERATED ALWAYS AS IDENTITY"),
    sql: [
      "ADD COLUMN id_new bigint",
      "VALIDATE CONSTRAINT",
      "CREATE UNIQUE INDEX CONCURRENTLY",
      "DROP CONSTRAINT u_n_fkey",
      "DROP CONSTRAINT t_pkey",
      "SEQUENCE NAME",
      "DROP COLUMN id",
      "RENAME COLUMN id_new TO id",
      "PRIMARY KEY USING INDEX t_pkey_new",
      "REFERENCES public.t (id) ON DELETE CASCADE NOT VALID",
      "VALIDATE CONSTRAINT u_n_fkey",
    ],
    value: ["INSERT INTO t (pad) VALUES ('new') RETURNING id::int", rows + 1],
  },
  {
    name: "a serial key",
    from: keyed("integer", "NOT NULL DEFAULT nextval('t_id_seq')"),
    to: keyed("bigint", "NOT NULL DEFAULT nextval('t_id_seq')"),
    sql: ["OWNED BY", "DROP COLUMN id", "PRIMARY KEY USING INDEX"],
    value: ["INSERT INTO t (pad) VALUES ('new') RETURNING id::int", rows + 1],
  },
  {
    name: "a column of a key of several, which others refer by",
    from: table("n integer NOT NULL DEFAULT 1, UNIQUE (id, n) INCLUDE (pad), CONSTRAINT up FOREIGN KEY (n) REFERENCES t DEFERRABLE", "1"),
    to: table("n bigint NOT NULL DEFAULT 1, UNIQUE (id, n) INCLUDE (pad), CONSTRAINT up FOREIGN KEY (n) REFERENCES t DEFERRABLE", "1"),
    sql: ["DROP COLUMN n", "UNIQUE USING INDEX"],
    value: ["SELECT count(*)::int FROM t WHERE n = 1", rows],
  },
  {
    name: "a check over it and another column",
    from: table("n integer CONSTRAINT many CHECK (n > 0 AND id >= n)", "i", "COMMENT ON CONSTRAINT many ON t IS 'kept'"),
    to: table("n bigint CONSTRAINT many CHECK (n > 0 AND id >= n)", "i", "COMMENT ON CONSTRAINT many ON t IS 'kept'"),
    sql: ["DROP CONSTRAINT many", "DROP COLUMN n", "ADD CONSTRAINT many CHECK", "NOT VALID", "VALIDATE CONSTRAINT many"],
    value: ["SELECT conname || convalidated FROM pg_constraint WHERE conname = 'many'", "manytrue"],
  },
  {
    name: "statistics over it and another column, and over an expression",
    from: table(
      "n integer",
      "i",
      "CREATE STATISTICS many (ndistinct) ON n, pad FROM t; COMMENT ON STATISTICS many IS 'kept'; CREATE STATISTICS sums ON (n + id) FROM t; ALTER STATISTICS many SET STATISTICS 7",
    ),
    to: table(
      "n bigint",
      "i",
      "CREATE STATISTICS many (ndistinct) ON n, pad FROM t; COMMENT ON STATISTICS many IS 'kept'; CREATE STATISTICS sums ON (n + id) FROM t; ALTER STATISTICS many SET STATISTICS 7",
    ),
    sql: ["DROP STATISTICS public.", "DROP COLUMN n", "CREATE STATISTICS public.", "ANALYZE public.t"],
    value: ["SELECT count(*)::int FROM pg_statistic_ext_data", 2],
  },
  {
    name: "a partial index, and one over an expression",
    from: table(
      "n integer",
      "i",
      'CREATE INDEX t_part ON t (pad) WHERE n > 10; CREATE INDEX t_sum ON t ((n + id), lower(pad || n::text) COLLATE "C") WHERE n IS NOT NULL',
    ),
    to: table(
      "n bigint",
      "i",
      'CREATE INDEX t_part ON t (pad) WHERE n > 10; CREATE INDEX t_sum ON t ((n + id), lower(pad || n::text) COLLATE "C") WHERE n IS NOT NULL',
    ),
    sql: [
      "INDEX CONCURRENTLY t_part_new",
      "WHERE (n_new > 10)",
      "INDEX CONCURRENTLY t_sum_new",
      "(n_new + id)",
      "DROP COLUMN n",
      "RENAME TO t_part",
      "RENAME TO t_sum",
      "ANALYZE public.t",
    ],
    value: ["SELECT count(*)::int FROM t WHERE n > 10", rows - 10],
  },
  {
    name: "more room, which costs an index with a predicate its life",
    from: table("n varchar(20)", "i::text", "CREATE INDEX t_n ON t (n) WHERE id > 10"),
    to: table("n varchar(50)", "i::text", "CREATE INDEX t_n ON t (n) WHERE id > 10"),
    sql: ["ADD COLUMN n_new character varying(50)", "INDEX CONCURRENTLY t_n_new", "DROP COLUMN n", "RENAME TO t_n"],
    value: ["SELECT count(*)::int FROM t WHERE n = '20000'", 1],
  },
  {
    name: "more room, under a check",
    from: table("n varchar(20) CONSTRAINT filled CHECK (n <> '')", "i::text", "COMMENT ON CONSTRAINT filled ON t IS 'kept'"),
    to: table("n varchar(50) CONSTRAINT filled CHECK (n <> '')", "i::text", "COMMENT ON CONSTRAINT filled ON t IS 'kept'"),
    sql: [
      "DROP CONSTRAINT filled",
      "ALTER COLUMN n TYPE character varying(50)",
      "ADD CONSTRAINT filled CHECK",
      "NOT VALID",
      "VALIDATE CONSTRAINT filled",
    ],
    hazards: ["constraintScan"],
    value: ["SELECT convalidated::text FROM pg_constraint WHERE conname = 'filled'", "true"],
  },
  {
    name: "a text that refers to another",
    from: table("n text REFERENCES codes", "'c'").replace(
      /^/,
      "CREATE TABLE codes (code text PRIMARY KEY); INSERT INTO codes VALUES ('c'); ",
    ),
    to: table("n varchar(8) REFERENCES codes", "'c'").replace(
      /^/,
      "CREATE TABLE codes (code text PRIMARY KEY); INSERT INTO codes VALUES ('c'); ",
    ),
    sql: ["DROP CONSTRAINT t_n_fkey", "DROP COLUMN n", "REFERENCES public.codes (code) NOT VALID", "VALIDATE CONSTRAINT t_n_fkey"],
    value: ["SELECT count(*)::int FROM t WHERE n = 'c'", rows],
  },
  {
    name: "another collation",
    from: table("n text", "i::text"),
    to: table('n text COLLATE "C"', "i::text"),
    sql: ['ADD COLUMN n_new text COLLATE "C"'],
    value: ["SELECT count(*)::int FROM t WHERE n = id::text", rows],
  },
];

describePostgres("a type that changes beside the application", (server) => {
  test.each(shareOn(server, cases))("$name", { timeout: 120_000 }, async ({ from, to, sql, hazards, value }) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    const [start, goal] = [await bench.model(), await wanted.model()];
    const instructions = await bench.carryOut(diff(goal, start).changes);
    expect(differences(goal, await bench.model())).toEqual([]);
    if (hazards !== undefined) expect(hazardsOf(instructions)).toEqual(hazards);
    expect(hazardsOf(instructions)).not.toContain("longLock");
    let rest = sqlOf(instructions).join(";\n");
    for (const fragment of sql) {
      expect(rest).toContain(fragment);
      rest = rest.slice(rest.indexOf(fragment) + fragment.length);
    }
    expect((await bench.values(value[0]))[0]).toEqual(value[1]);
    expect(
      await bench.values(
        "SELECT tgname::text FROM pg_trigger WHERE tgname LIKE 'keelson%' UNION SELECT proname::text FROM pg_proc WHERE proname LIKE 'keelson%'",
      ),
    ).toEqual([]);
    await bench.carryOut(diff(start, await bench.model()).changes);
    expect(differences(start, await bench.model())).toEqual([]);
  });

  test.each([
    [
      "an index over an expression in which its name may be a word of SQL",
      table('"in" integer', "i", 'CREATE INDEX t_in ON t (("in" + 1))'),
    ],
    ["no key to walk by", table("n integer", "i", "ALTER TABLE t DROP CONSTRAINT t_pkey")],
    ["a check that its rows need not pass", table("n integer", "i", "ALTER TABLE t ADD CONSTRAINT later CHECK (id < 1000) NOT VALID")],
    ["an exclusion constraint", table("n integer", "i", "ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING btree (n WITH =)")],
    ["few rows", "CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t VALUES (1, 1)"],
  ])("is written anew at once where there is %s", async (_what, from) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, from.replace(/(n"?) integer/, "$1 bigint"));
    const instructions = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(hazardsOf(instructions)).toEqual(["tableRewrite", "longLock"]);
  });

  test("what would not live through it is said before any work is done", async () => {
    await using bench = await Workbench.open(
      server,
      table("n integer", "i", "CREATE SCHEMA other; CREATE VIEW other.v AS SELECT n FROM t"),
    );
    await using wanted = await Workbench.open(server, table("n bigint", "i"));
    const [first] = await bench.lower(diff(await wanted.model(), await bench.model()).changes);
    if (first === undefined) throw new Error("nothing to run");
    await expect(bench.execute(first)).rejects.toThrow(
      "public.t.n cannot get its type beside the application, for this uses it: rule _RETURN on view other.v",
    );
  });

  test("a declared difference and a revision leave nothing behind, keep rights, and a way down leads back", async () => {
    await using database = await server.database();
    await ask(database.url, table("n integer", "i", "GRANT SELECT (n) ON t TO PUBLIC; ALTER TABLE t ALTER n SET STATISTICS 321"));
    const project = new TestProject(postgresql, database.url);
    project.database = "policy: { downgrade: allow, destructive: allow }";
    project.revision("a", null, "upgrade: [ { alterColumn: { table: t, column: 'n', type: bigint } } ]");
    const go = (target: string) => project.with((run) => reconcile(run, applyRequest(target, allowLoss)));
    const state =
      "SELECT format_type(atttypid, NULL) || ' ' || attstattarget || ' ' || coalesce(attacl::text, '') || ' ' || (SELECT count(*) FROM t WHERE n = id) || ' ' || (SELECT count(*) FROM pg_proc WHERE proname LIKE 'keelson%') FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'n'";
    expect(await go("head")).toMatchObject({ exitCode: 0 });
    expect(await ask(database.url, state)).toBe(`bigint 321 {=r/postgres} ${rows} 0`);
    expect(await go("base")).toMatchObject({ exitCode: 0 });
    expect(await ask(database.url, state)).toBe(`integer 321 {=r/postgres} ${rows} 0`);
  });
});
