import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { Workbench } from "./workbench.ts";

const whole = `CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, n serial, at date NOT NULL, note text COLLATE "C" DEFAULT 'none', twice bigint GENERATED ALWAYS AS (extract(year FROM at)::bigint * 2) STORED, CONSTRAINT known CHECK (note <> ''), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  ALTER TABLE events ALTER note SET STORAGE EXTERNAL; CREATE INDEX events_note ON events (note)`;
const columns = `note text COLLATE "C" DEFAULT 'none', at date NOT NULL, twice bigint GENERATED ALWAYS AS (extract(year FROM at)::bigint * 2) STORED, n integer DEFAULT nextval('events_n_seq') NOT NULL, id bigint NOT NULL, CONSTRAINT known CHECK (note <> '')`;
const inOrder = `id bigint NOT NULL, n integer DEFAULT nextval('events_n_seq') NOT NULL, at date NOT NULL, note text COLLATE "C" DEFAULT 'none', twice bigint GENERATED ALWAYS AS (extract(year FROM at)::bigint * 2) STORED, CONSTRAINT known CHECK (note <> '')`;
const attached = (name: string, table: string, bounds: string, more = "") =>
  `CREATE TABLE ${name} (${columns}) ${more}; ALTER TABLE ${name} ALTER note SET STORAGE EXTERNAL; ALTER TABLE ${table} ATTACH PARTITION ${name} ${bounds}`;
const year = (of: number) => `FOR VALUES FROM ('${of}-01-01') TO ('${of + 1}-01-01')`;

describePostgres("partitions whose columns stand otherwise", (server) => {
  test("are made from their documents as they were, however far down", async () => {
    const left = await throughAnEmptyDatabase(
      server,
      `${whole}; ${attached("y25", "events", year(2025))}; CREATE TABLE y26 PARTITION OF events ${year(2026)};
       ${attached("y27", "events", year(2027), "PARTITION BY RANGE (at)")}; CREATE TABLE y27_a PARTITION OF y27 FOR VALUES FROM ('2027-01-01') TO ('2027-07-01');
       CREATE TABLE y27_b (${inOrder}); ALTER TABLE y27_b ALTER note SET STORAGE EXTERNAL; ALTER TABLE y27 ATTACH PARTITION y27_b FOR VALUES FROM ('2027-07-01') TO ('2028-01-01')`,
    );
    expect(left).toEqual([]);
  });

  test.skipIf(server.major < 18)("are made with the names of NOT NULL that they had", async () => {
    const named = columns
      .replace("at date NOT NULL", 'at date CONSTRAINT "Its own" NOT NULL')
      .replace("id bigint NOT NULL", "id bigint CONSTRAINT there NOT NULL");
    const left = await throughAnEmptyDatabase(
      server,
      `${whole}; CREATE TABLE y25 (${named}); ALTER TABLE y25 ALTER note SET STORAGE EXTERNAL; ALTER TABLE events ATTACH PARTITION y25 ${year(2025)};
       CREATE TABLE y26 (LIKE y25 INCLUDING ALL EXCLUDING IDENTITY); ALTER TABLE events ATTACH PARTITION y26 ${year(2026)};
       CREATE TABLE plain (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF plain (CONSTRAINT p1_there NOT NULL id) DEFAULT`,
    );
    expect(left).toEqual([]);
  });

  test("come to a table in use, and go: there and back", () =>
    thereAndBack(
      server,
      `${whole}; INSERT INTO events (at) SELECT '2026-02-02' WHERE false`,
      `${whole}; ${attached("y25", "events", year(2025))}`,
    ));

  test("stay as they are where a document says another order, or none", async () => {
    await using bench = await Workbench.open(server, `${whole}; ${attached("y25", "events", year(2025))}`);
    await using wanted = await Workbench.open(server, `${whole}; CREATE TABLE y25 PARTITION OF events ${year(2025)}`);
    expect(diff(await wanted.model(), await bench.model()).changes).toEqual([]);
  });
});
