import { expect, test } from "vitest";
import { detach } from "../../../src/change/ready-to-attach.ts";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObjectOf } from "../../../src/model/object.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { differences, hazardsOf, sqlOf, Workbench } from "./workbench.ts";

const events = "CREATE TABLE events (at date NOT NULL, region text, id integer, CONSTRAINT known CHECK (id > 0)) PARTITION BY RANGE (at)";
const year = (number: number, rest = "") =>
  `CREATE TABLE events_${number} PARTITION OF events FOR VALUES FROM ('${number}-01-01') TO ('${number + 1}-01-01')${rest}`;
const alone = (number: number) => `CREATE TABLE events_${number} (region text, at date, id integer, CONSTRAINT known CHECK (id > 0))`;
const rows = "INSERT INTO events VALUES ('2026-05-01', 'eu', 1), ('2026-06-01', 'us', 2)";
const others = "CREATE TABLE o (id integer PRIMARY KEY); INSERT INTO o VALUES (1), (2)";

describePostgres("partitions", (server) => {
  test("of all methods and depths are read, flat, with what is theirs alone", async () => {
    await using bench = await Workbench.open(
      server,
      `${events}; CREATE INDEX by_region ON events (region);
       ${year(2026, " PARTITION BY LIST (lower(region))")};
       CREATE TABLE events_eu PARTITION OF events_2026 FOR VALUES IN ('eu', 'it''s'); CREATE TABLE rest PARTITION OF events DEFAULT;
       CREATE INDEX own ON rest (id); ALTER TABLE rest ADD CONSTRAINT own_check CHECK (id < 9);
       CREATE TABLE h (a text COLLATE "C", b integer) PARTITION BY HASH (b, (a || ',x') COLLATE "POSIX", (upper(a)), a COLLATE "POSIX" text_pattern_ops);
       CREATE TABLE h_0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0)`,
    );
    const { model, unmanaged } = await bench.inspect();
    expect(unmanaged).toEqual([]);
    const tables = Object.fromEntries(
      [...model.objects()].flatMap((object) => (object.kind === "table" ? [[object.ref.name, object.body]] : [])),
    );
    expect(tables["events"]?.partitionBy).toEqual({
      method: "range",
      keys: [{ column: "at", expression: null, opclass: null, collation: null }],
    });
    expect(tables["events_2026"]?.partitionOf?.bounds.text).toBe("FROM ('2026-01-01') TO ('2027-01-01')");
    expect(tables["events_2026"]?.partitionBy?.keys[0]?.expression?.text).toBe("lower(region)");
    expect(tables["events_eu"]?.partitionOf).toMatchObject({ table: { name: "events_2026" }, bounds: { text: "IN ('eu', 'it''s')" } });
    expect(tables["rest"]?.partitionOf?.bounds.text).toBe("DEFAULT");
    expect(
      tables["h"]?.partitionBy?.keys.map(
        ({ column, expression, opclass, collation }) => column ?? expression?.text ?? [opclass, collation],
      ),
    ).toEqual(["b", "(a || ',x'::text)", "upper(a)", "a"]);
    expect(tables["h"]?.partitionBy?.keys[3]).toMatchObject({ opclass: "text_pattern_ops", collation: "POSIX" });
    expect(tables["h"]?.partitionBy?.keys.map(({ collation }) => collation)).toEqual([null, "POSIX", null, "POSIX"]);
    const parts = (name: string) => model.children({ kind: "table", schema: "public", name }).map(({ kind, ref }) => `${kind} ${ref.name}`);
    expect(parts("rest")).toEqual(["check own_check", "index own"]);
    expect(parts("events_eu")).toEqual([]);
  });

  test.skipIf(server.major < 17)("are kept otherwise than their whole", async () => {
    const left = await throughAnEmptyDatabase(
      server,
      `CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE t (a integer) PARTITION BY LIST (a) USING other;
       CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1) USING heap; CREATE TABLE t_2 PARTITION OF t FOR VALUES IN (2)`,
    );
    expect(left).toEqual([]);
  });

  test("whose keys are expressions with collations of their own are made from their documents as they were", async () => {
    const left = await throughAnEmptyDatabase(
      server,
      `CREATE TABLE h (a text) PARTITION BY RANGE (lower(a) COLLATE "C", (a || 'x') COLLATE "POSIX" text_pattern_ops, (a COLLATE "C"), (upper(a)));
       CREATE TABLE h_0 PARTITION OF h FOR VALUES FROM ('a', 'b', 'c', 'd') TO ('e', 'f', 'g', 'h')`,
    );
    expect(left).toEqual([]);
  });

  test.each([
    ["a key", "ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region, id)"],
    ["a primary key", "ALTER TABLE events ADD CONSTRAINT k PRIMARY KEY (at, region)"],
    ["NOT NULL", "ALTER TABLE events ALTER id SET NOT NULL"],
    ["a check", "ALTER TABLE events ADD CONSTRAINT c CHECK (id < 9)"],
    ...(server.major >= 18
      ? [
          ["a foreign key", "ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES o"],
          ["NOT NULL of a name", "ALTER TABLE events ADD CONSTRAINT mine NOT NULL id; COMMENT ON CONSTRAINT mine ON events IS 'x'"],
        ]
      : []),
  ])("get %s beside the application", async (_what, sql) => {
    const made = `${others}; ${events}; ${year(2026)}; CREATE TABLE rest PARTITION OF events DEFAULT PARTITION BY LIST (region); CREATE TABLE rest_eu PARTITION OF rest FOR VALUES IN ('eu')`;
    await using bench = await Workbench.open(server, `${made}; ${rows}; INSERT INTO events VALUES ('2029-01-01', 'eu', 1)`);
    await using wanted = await Workbench.open(server, `${made}; ${sql}`);
    const instructions = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(hazardsOf(instructions)).not.toContain("longLock");
    expect(differences(await wanted.model(), await bench.model())).toEqual([]);
    expect(await bench.values("SELECT count(*)::int FROM pg_index WHERE NOT indisvalid")).toEqual([0]);
  });

  test.each([
    [
      "made with their table",
      "",
      `${events}; ${year(2026)}; ${year(2027)}; CREATE INDEX by_region ON events (region); ALTER TABLE events ADD PRIMARY KEY (at, id)`,
    ],
    [
      "added to one that holds rows",
      `${events}; ${year(2026)}; ${rows}`,
      `${events}; ${year(2026)}; ${year(2027, " PARTITION BY LIST (region)")}; CREATE TABLE rest PARTITION OF events (CONSTRAINT few CHECK (id < 100)) DEFAULT`,
    ],
    [
      "with other bounds",
      `${events}; ${year(2026)}; ${rows}`,
      `${events}; CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2027-01-01')`,
    ],
    [
      "whose table gets columns, constraints and indexes",
      `${events}; ${year(2026)}; ${rows}`,
      `${events}; ${year(2026)}; ALTER TABLE events ADD note text DEFAULT 'x' NOT NULL, ADD CONSTRAINT k UNIQUE (at, id), ALTER id SET NOT NULL, ALTER region TYPE varchar(9); CREATE INDEX i ON events (region)`,
    ],
    [
      "with an index and a key of their own",
      `${events}; ${year(2026)}; ${rows}; ${others}`,
      `${events}; ${year(2026)}; ${others}; CREATE UNIQUE INDEX i ON events_2026 (id); ALTER TABLE events_2026 ADD FOREIGN KEY (id) REFERENCES o`,
    ],
    [
      "that were tables of their own",
      `${events}; ${year(2026)}; CREATE INDEX by_region ON events (region); ${rows}; ${alone(2027)}; INSERT INTO events_2027 VALUES ('eu', '2027-05-01', 1)`,
      `${events}; ${year(2026)}; CREATE INDEX by_region ON events (region); ${year(2027)}`,
    ],
    [
      "that were tables of their own, beside a default one",
      `${events}; ${year(2026)}; CREATE TABLE rest PARTITION OF events DEFAULT; ${rows}; INSERT INTO events VALUES ('2029-01-01', 'eu', 1); ${alone(2027)}; INSERT INTO events_2027 VALUES ('eu', '2027-05-01', 1)`,
      `${events}; ${year(2026)}; CREATE TABLE rest PARTITION OF events DEFAULT; ${year(2027)}`,
    ],
    [
      "of a table that becomes partitioned",
      `CREATE TABLE old (at date NOT NULL, id integer); INSERT INTO old VALUES ('2026-05-01', 1)`,
      "CREATE TABLE whole (at date NOT NULL, id integer) PARTITION BY RANGE (at); CREATE TABLE old PARTITION OF whole FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); CREATE INDEX i ON whole (id)",
    ],
    [
      "whose indexes have names of their own",
      `${events}; ${year(2026)}; ${rows}`,
      `${events}; ${year(2026)}; CREATE INDEX by_region ON events (region); CREATE INDEX "By.Region 2" ON events (region); ALTER TABLE events ADD PRIMARY KEY (at, id); ALTER INDEX events_2026_region_idx RENAME TO "a'b"; ALTER INDEX events_2026_region_idx1 RENAME TO events_2026_region_idx; ALTER INDEX events_2026_pkey RENAME TO k`,
    ],
    [
      "of partitions, indexed",
      `${events}; ${year(2026, " PARTITION BY LIST (region)")}; CREATE TABLE eu PARTITION OF events_2026 FOR VALUES IN ('eu'); CREATE TABLE us PARTITION OF events_2026 FOR VALUES IN ('us', NULL); ${rows}; CREATE INDEX own ON us (id)`,
      `${events}; ${year(2026, " PARTITION BY LIST (region)")}; CREATE TABLE eu PARTITION OF events_2026 FOR VALUES IN ('eu'); CREATE TABLE us PARTITION OF events_2026 FOR VALUES IN ('us', NULL); CREATE INDEX i ON events (id); ALTER INDEX us_id_idx RENAME TO own`,
    ],
    [
      "of partitions, with keys",
      `${events}; ${year(2026, " PARTITION BY LIST (region)")}; CREATE TABLE eu PARTITION OF events_2026 FOR VALUES IN ('eu'); CREATE TABLE us PARTITION OF events_2026 FOR VALUES IN ('us'); ${rows}; ALTER TABLE us ADD CONSTRAINT own UNIQUE (at, region, id)`,
      `${events}; ${year(2026, " PARTITION BY LIST (region)")}; CREATE TABLE eu PARTITION OF events_2026 FOR VALUES IN ('eu'); CREATE TABLE us PARTITION OF events_2026 FOR VALUES IN ('us'); ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region, id) DEFERRABLE, ADD PRIMARY KEY (at, region); ALTER INDEX us_at_region_id_key RENAME TO own`,
    ],
    [
      "with another check",
      `${events}; ${year(2026)}; ${rows}`,
      `${events.replace("id > 0", "id > -1")}; ${year(2026)}; ALTER TABLE events ADD CONSTRAINT more CHECK (region <> '')`,
    ],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));

  test("are attached by what a check has proved, and detached beside those who use the whole", async () => {
    await using bench = await Workbench.open(
      server,
      `${events}; ${year(2026)}; CREATE TABLE rest PARTITION OF events DEFAULT; ${rows}; INSERT INTO events VALUES ('2030-01-01', 'eu', 1); ${alone(2027)}; INSERT INTO events_2027 VALUES ('eu', '2027-05-01', 1)`,
    );
    await using wanted = await Workbench.open(
      server,
      `${events}; ${year(2026)}; CREATE TABLE rest PARTITION OF events DEFAULT; ${year(2027)}`,
    );
    await bench.client.query("SET client_min_messages = debug1");
    const notices: string[] = [];
    bench.client.on("notice", ({ message }) => notices.push(message ?? ""));
    expect(
      hazardsOf(await bench.carryOut(diff(await wanted.model(), await bench.model()).changes)).filter((kind) => kind === "longLock"),
    ).toEqual([]);
    expect(notices.filter((notice) => notice.includes("is implied by existing constraints"))).toHaveLength(2);
    await bench.client.query("DROP TABLE rest");
    const table = known((await bench.model()).get({ kind: "table", schema: "public", name: "events_2027" })) as SchemaObjectOf<"table">;
    const detached = await bench.carryOut([detach(table)]);
    expect(sqlOf(detached)).toEqual([
      "ALTER TABLE public.events DETACH PARTITION public.events_2027 CONCURRENTLY",
      "ALTER TABLE public.events_2027 DROP CONSTRAINT IF EXISTS events_2027_at_check",
    ]);
  });

  test.each([
    "FROM (1, 'a') TO (5, 'b')",
    "FROM (1, 'a') TO (1, 'c')",
    "FROM (MINVALUE, MINVALUE) TO (1, 'b')",
    "FROM (1, MINVALUE) TO (5, MAXVALUE)",
    "FROM (1, MAXVALUE) TO (5, MINVALUE)",
    "FROM (1, MINVALUE) TO (1, 'b')",
    "FROM (1, 'a') TO (MAXVALUE, MAXVALUE)",
  ])("of bounds of several columns are attached by what a check has proved: %s", async (bounds) => {
    const made =
      "CREATE TABLE r (a integer, b text) PARTITION BY RANGE (a, b); CREATE TABLE rest PARTITION OF r DEFAULT; INSERT INTO r VALUES (NULL, 'x'); CREATE TABLE o (z integer)";
    await using wanted = await Workbench.open(server, `${made}; CREATE TABLE n PARTITION OF r FOR VALUES ${bounds}`);
    const kept = await wanted.values(
      "SELECT format('(%s, %L)', a, b) FROM (SELECT a, b FROM generate_series(-1, 6) a, (VALUES ('0'), ('a'), ('aa'), ('b'), ('d')) v (b)) s",
    );
    const inside: unknown[] = [];
    for (const row of kept)
      if ((await wanted.client.query(`INSERT INTO r VALUES ${row} RETURNING tableoid::regclass::text AS t`)).rows[0].t === "n")
        inside.push(row);
    await using bench = await Workbench.open(
      server,
      `${made}; CREATE TABLE n (a integer, b text); INSERT INTO n VALUES ${inside.join(", ")}`,
    );
    await bench.client.query("SET client_min_messages = debug1");
    const notices: string[] = [];
    bench.client.on("notice", ({ message }) => notices.push(message ?? ""));
    expect(
      hazardsOf(await bench.carryOut(diff(await wanted.model(), await bench.model()).changes)).filter((kind) => kind === "longLock"),
    ).toEqual([]);
    expect(notices.filter((notice) => notice.includes("is implied by existing constraints"))).toHaveLength(2);
  });

  test.each([
    ["integer", 1],
    ["uuid", 1],
    ["timestamp(3) with time zone", 1],
    // The server does not see through a collation.
    ["text", 0],
  ])("of a hash of %s are attached by what a check has proved", async (type, proved) => {
    const made = `CREATE TABLE "H 1" ("A b" ${type}, b bigint) PARTITION BY HASH ("A b", b)`;
    await using wanted = await Workbench.open(
      server,
      `${made}; CREATE TABLE n PARTITION OF "H 1" FOR VALUES WITH (MODULUS 3, REMAINDER 2)`,
    );
    await using bench = await Workbench.open(
      server,
      `${made}; CREATE TABLE n (b bigint, "A b" ${type}); INSERT INTO n SELECT g FROM generate_series(1, 50) g;
       DELETE FROM n WHERE NOT satisfies_hash_partition('"H 1"'::regclass, 3, 2, "A b", b)`,
    );
    await bench.client.query("SET client_min_messages = debug1");
    const notices: string[] = [];
    bench.client.on("notice", ({ message }) => notices.push(message ?? ""));
    const done = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(hazardsOf(done).filter((kind) => kind === "longLock")).toHaveLength(1 - proved);
    expect(notices.filter((notice) => notice.includes("is implied by existing constraints"))).toHaveLength(proved);
    expect((await bench.model()).children({ kind: "table", schema: "public", name: "n" }, "check")).toEqual([]);
  });

  test("of keys that are compared by another collation are attached, though nothing can prove it before", async () => {
    const made = `CREATE TABLE r (code text) PARTITION BY RANGE (code COLLATE "C")`;
    await using bench = await Workbench.open(server, `${made}; CREATE TABLE n (code text); INSERT INTO n VALUES ('B')`);
    await using wanted = await Workbench.open(server, `${made}; CREATE TABLE n PARTITION OF r FOR VALUES FROM ('A') TO ('a')`);
    const instructions = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(hazardsOf(instructions)).toContain("longLock");
    expect(differences(await wanted.model(), await bench.model())).toEqual([]);
  });

  test("of a table in use are attached, so that nobody waits", async () => {
    await using bench = await Workbench.open(server, `${events}; ${year(2026)}; ${rows}`);
    await using wanted = await Workbench.open(server, `${events}; ${year(2026)}; ${year(2027)}`);
    const instructions = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(sqlOf(instructions)[1]).toBe(
      "ALTER TABLE public.events ATTACH PARTITION public.events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
    );
    expect(hazardsOf(instructions)).toEqual([]);
  });
});
