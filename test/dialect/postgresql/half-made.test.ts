import { expect, test } from "vitest";
import { autogenerate } from "../../../src/author/autogenerate.ts";
import { invert } from "../../../src/change/invert.ts";
import { diff } from "../../../src/diff/diff.ts";
import { leftovers } from "../../../src/verb/findings/doctor-findings.ts";
import { onPostgresql } from "../../operation/steps.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres } from "../../server/postgres.ts";
import { difference, lines, throughDocuments } from "./documents.ts";
import { Workbench } from "./workbench.ts";

const tables = `CREATE TABLE p (id integer NOT NULL, x integer NOT NULL) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
  CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (x); CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1)`;
const rows = "INSERT INTO p VALUES (1, 1), (2, 1)";

describePostgres("what only some partitions have a share of", (server) => {
  test.each([
    ["an index", "CREATE INDEX i ON p (x)", "CREATE INDEX i ON ONLY p (x)", "CREATE INDEX p1_x_idx ON p1 (x)", "p1_x_idx"],
    [
      "a unique constraint",
      "ALTER TABLE p ADD CONSTRAINT i UNIQUE (x, id)",
      "ALTER TABLE ONLY p ADD CONSTRAINT i UNIQUE (x, id)",
      "ALTER TABLE p1 ADD CONSTRAINT p1_x_id_key UNIQUE (x, id)",
      "p1_x_id_key",
    ],
    [
      "a primary key",
      "ALTER TABLE p ADD CONSTRAINT i PRIMARY KEY (x, id)",
      "ALTER TABLE ONLY p ADD CONSTRAINT i PRIMARY KEY (x, id)",
      "ALTER TABLE p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (x, id)",
      "p1_pkey",
    ],
  ])("%s is made whole", { timeout: 60_000 }, async (_what, whole, only, share, name) => {
    for (const filled of [rows, "SELECT"])
      for (const half of [only, `${only}; ${share}; ALTER INDEX i ATTACH PARTITION ${name}`]) {
        await using bench = await Workbench.open(server, `${tables}; ${filled}; ${half}`);
        await using wanted = await Workbench.open(server, `${tables}; ${filled}; ${whole}`);
        const [live, said] = [await bench.model(), await throughDocuments(await wanted.model())];
        // What somebody wrote down of it is the whole of it.
        expect(lines(await difference(await throughDocuments(live), live))).toHaveLength(1);
        expect(leftovers(live)).toHaveLength(1);
        expect(autogenerate(said, live, onPostgresql).upgrade).toHaveLength(2);
        const { changes } = diff(said, live);
        await bench.carryOut(changes);
        expect(await dump(bench.url)).toEqual(await dump(wanted.url));
        expect(leftovers(await bench.model())).toEqual([]);
        await bench.carryOut(invert(changes) ?? []);
      }
  });
});
