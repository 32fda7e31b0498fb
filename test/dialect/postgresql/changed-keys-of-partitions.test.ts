import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, hazardsOf, sqlOf, Workbench } from "./workbench.ts";

const events = `CREATE TABLE events (at date NOT NULL, region text NOT NULL, id integer NOT NULL, n integer) PARTITION BY RANGE (at);
  CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE rest PARTITION OF events DEFAULT PARTITION BY LIST (region); CREATE TABLE rest_eu PARTITION OF rest FOR VALUES IN ('eu')`;
const referring = "CREATE TABLE o (at date, region text, FOREIGN KEY (at, region) REFERENCES events (at, region))";
const rows = "INSERT INTO events VALUES ('2026-05-01', 'us', 1, 1), ('2026-06-01', 'us', 2, 2), ('2029-01-01', 'eu', 3, 3)";
const shares =
  "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE \"C\"";

describePostgres("a part of partitions that changes", (server) => {
  test.each([
    ["a primary key", "ALTER TABLE events ADD PRIMARY KEY (at, region, id)", "ALTER TABLE events ADD PRIMARY KEY (at, region)"],
    [
      "a key",
      "ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region, id)",
      "ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region, n) DEFERRABLE",
    ],
    ["an index", "CREATE INDEX i ON events (n)", "CREATE INDEX i ON events (n, id)"],
    ["an index that changes in what its shares are not named for", "CREATE INDEX i ON events (n)", "CREATE INDEX i ON events (n DESC)"],
    ["a unique index", "CREATE UNIQUE INDEX i ON events (at, region)", "CREATE UNIQUE INDEX i ON events (at, region, id) WHERE true"],
    [
      "an index beside others over the same column",
      "CREATE INDEX i ON events (n); CREATE INDEX j ON events (id)",
      "CREATE INDEX i ON events (n); CREATE INDEX j ON events (id); CREATE INDEX k ON events (n DESC); CREATE INDEX l ON events (n NULLS FIRST)",
    ],
    [
      "a key that a foreign key leads to",
      `ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region); ${referring}`,
      `ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region) INCLUDE (n); ${referring}`,
    ],
    [
      "what replication knows a row by",
      "ALTER TABLE events ADD PRIMARY KEY (at, region, id); ALTER TABLE events REPLICA IDENTITY USING INDEX events_pkey",
      "ALTER TABLE events ADD PRIMARY KEY (at, region); ALTER TABLE events REPLICA IDENTITY USING INDEX events_pkey",
    ],
    [
      "a key whose share has a name of its own",
      "ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region, id); ALTER INDEX events_2026_at_region_id_key RENAME TO mine",
      "ALTER TABLE events ADD CONSTRAINT k UNIQUE (at, region, n); ALTER INDEX events_2026_at_region_n_key RENAME TO mine",
    ],
  ])("%s: beside the application, and there is always one", async (_what, from, to) => {
    await using bench = await Workbench.open(server, `${events}; ${rows}; ${from}`);
    await using wanted = await Workbench.open(server, `${events}; ${to}`);
    const [start, goal] = [await bench.model(), await wanted.model()];
    const names = await bench.values(shares);
    for (const [next, called] of [
      [goal, await wanted.values(shares)],
      [start, names],
    ] as const) {
      const instructions = await bench.carryOut(diff(next, await bench.model()).changes);
      const sql = sqlOf(instructions);
      const gone = sql.findIndex((each) => /DROP (INDEX|CONSTRAINT k|CONSTRAINT events_pkey)/.test(each));
      if (gone >= 0) expect(sql.slice(gone).filter((each) => each.includes("CONCURRENTLY"))).toEqual([]);
      expect(differences(next, await bench.model())).toEqual([]);
      expect(await bench.values(shares)).toEqual(called);
      expect(await bench.values("SELECT count(*)::int FROM pg_index WHERE NOT indisvalid")).toEqual([0]);
      expect(hazardsOf(instructions)).not.toContain("constraintScan");
      if (sql.some((each) => each.includes("DROP CONSTRAINT"))) expect(hazardsOf(instructions)).not.toContain("longLock");
    }
  });
});
