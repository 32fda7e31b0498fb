import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, hazardsOf, sqlOf, Workbench } from "./workbench.ts";

const events = "CREATE TABLE events (at date NOT NULL, region text, id integer, CONSTRAINT known CHECK (id > 0)) PARTITION BY RANGE (at)";
const year = (number: number, rest = "") => `CREATE TABLE events_${number} PARTITION OF events FOR VALUES FROM ('${number}-01-01') TO ('${number + 1}-01-01')${rest}`;
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
       CREATE TABLE h (a text COLLATE "C", b integer) PARTITION BY HASH (b, (a || ',x'), (upper(a)), a COLLATE "POSIX" text_pattern_ops);
       CREATE TABLE h_0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0)`,
    );
    const { model, unmanaged } = await bench.inspect();
    expect(unmanaged).toEqual([]);
    const tables = Object.fromEntries([...model.objects()].flatMap((object) => (object.kind === "table" ? [[object.ref.name, object.body]] : [])));
    expect(tables["events"]?.partitionBy).toEqual({ method: "range", keys: [{ column: "at", expression: null, opclass: null, collation: null }] });
    expect(tables["events_2026"]?.partitionOf?.bounds.text).toBe("FROM ('2026-01-01') TO ('2027-01-01')");
    expect(tables["events_2026"]?.partitionBy?.keys[0]?.expression?.text).toBe("lower(region)");
    expect(tables["events_eu"]?.partitionOf).toMatchObject({ table: { name: "events_2026" }, bounds: { text: "IN ('eu', 'it''s')" } });
    expect(tables["rest"]?.partitionOf?.bounds.text).toBe("DEFAULT");
    expect(tables["h"]?.partitionBy?.keys.map(({ column, expression, opclass, collation }) => column ?? expression?.text ?? [opclass, collation])).toEqual(["b", "(a || ',x'::text)", "upper(a)", "a"]);
    expect(tables["h"]?.partitionBy?.keys[3]).toMatchObject({ opclass: "text_pattern_ops", collation: "POSIX" });
    const parts = (name: string) => model.children({ kind: "table", schema: "public", name }).map(({ kind, ref }) => `${kind} ${ref.name}`);
    expect(parts("rest")).toEqual(["check own_check", "index own"]);
    expect(parts("events_eu")).toEqual([]);
  });

  test.each([
    ["made with their table", "", `${events}; ${year(2026)}; ${year(2027)}; CREATE INDEX by_region ON events (region); ALTER TABLE events ADD PRIMARY KEY (at, id)`],
    ["added to one that holds rows", `${events}; ${year(2026)}; ${rows}`, `${events}; ${year(2026)}; ${year(2027, " PARTITION BY LIST (region)")}; CREATE TABLE rest PARTITION OF events (CONSTRAINT few CHECK (id < 100)) DEFAULT`],
    ["with other bounds", `${events}; ${year(2026)}; ${rows}`, `${events}; CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2027-01-01')`],
    ["whose table gets columns, constraints and indexes", `${events}; ${year(2026)}; ${rows}`, `${events}; ${year(2026)}; ALTER TABLE events ADD note text DEFAULT 'x' NOT NULL, ADD CONSTRAINT k UNIQUE (at, id), ALTER id SET NOT NULL, ALTER region TYPE varchar(9); CREATE INDEX i ON events (region)`],
    ["with an index and a key of their own", `${events}; ${year(2026)}; ${rows}; ${others}`, `${events}; ${year(2026)}; ${others}; CREATE UNIQUE INDEX i ON events_2026 (id); ALTER TABLE events_2026 ADD FOREIGN KEY (id) REFERENCES o`],
  ])("%s: there and back", async (_what, from, to) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    const [start, goal] = [await bench.model(), await wanted.model()];
    for (const next of [goal, start]) {
      await bench.carryOut(diff(next, await bench.model()).changes);
      expect(differences(next, await bench.model())).toEqual([]);
    }
  });

  test("of a table in use are attached, so that nobody waits", async () => {
    await using bench = await Workbench.open(server, `${events}; ${year(2026)}; ${rows}`);
    await using wanted = await Workbench.open(server, `${events}; ${year(2026)}; ${year(2027)}`);
    const instructions = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(sqlOf(instructions)[1]).toBe("ALTER TABLE public.events ATTACH PARTITION public.events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')");
    expect(hazardsOf(instructions)).toEqual([]);
  });
});
