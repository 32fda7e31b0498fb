import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";

const base = `CREATE TABLE e (at date NOT NULL, id integer) PARTITION BY RANGE (at);
  CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); INSERT INTO e VALUES ('2026-02-01', 1)`;

describePostgres("a partition of a table in use", (server) => {
  test("becomes a table of its own with its rows, while the whole gets an index", async () => {
    await using wanted = await server.database();
    await using live = await server.database();
    await askRows(wanted.url, `${base}; CREATE TABLE e2 (at date NOT NULL, id integer); CREATE INDEX i ON e (id)`);
    await askRows(
      live.url,
      `${base}; CREATE TABLE e2 PARTITION OF e FOR VALUES FROM ('2027-01-01') TO ('2028-01-01'); INSERT INTO e VALUES ('2027-02-01', 2)`,
    );
    using project = await CorpusProject.open(wanted.url, []);
    await project.exits(0, wanted.url, "inspect", "--write", "db");
    await project.exits(0, live.url, "apply");
    await project.exits(0, live.url, "check");
    expect(
      await askRows(
        live.url,
        "SELECT (SELECT count(*) FROM e2)::int AS rows, (SELECT relispartition FROM pg_class WHERE relname = 'e2') AS part, (SELECT bool_and(indisvalid) FROM pg_index WHERE indexrelid::regclass::text ~ '^i$|e1') AS valid",
      ),
    ).toEqual([{ rows: 1, part: false, valid: true }]);
  }, 60_000);
});
