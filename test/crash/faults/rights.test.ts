import { expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";

const counted = "SELECT count(*) || ' ' || min(score) || ' ' || max(score) FROM person";
const guarded = (owner: string) => `
  CREATE TABLE person (id bigint PRIMARY KEY, tenant int NOT NULL, score int NOT NULL DEFAULT 0);
  INSERT INTO person SELECT i, i % 30 FROM generate_series(1, 300) i;
  ALTER TABLE person OWNER TO ${owner}; ALTER TABLE person ENABLE ROW LEVEL SECURITY; ALTER TABLE person FORCE ROW LEVEL SECURITY;
  ${Array.from({ length: 30 }, (_, at) => `CREATE POLICY tenant_${at} ON person USING (tenant = ${at} AND id < 100)`).join(";")}`;
const step = "upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 50 } }\n    downgrade: []";

describeFaults("62: row security that is forced, by thirty policies", (server) => {
  test("whoever may pass it does every row once, and the owner stays the owner", async () => {
    await using database = await server.database();
    const owner = `owner_${database.name}`;
    await ask(database.url, `CREATE ROLE ${owner}; ${guarded(owner)}`);
    using project = new FaultProject(database);
    project.revision("r1", [], step);
    project.revision(
      "r2",
      ["r1"],
      "upgrade:\n  - addColumn: { table: person, column: { name: age, type: integer } }\n  - alterColumn: { table: person, column: score, type: bigint }",
    );
    await project.exits(0, ["upgrade", "--yes"]);
    expect(await ask(database.url, counted)).toBe("300 1 1");
    expect(
      await ask(database.url, "SELECT relowner::regrole::text || ' ' || relforcerowsecurity FROM pg_class WHERE oid = 'person'::regclass"),
    ).toBe(`${owner} true`);
    expect(await ask(database.url, "SELECT count(*)::int FROM pg_policy")).toBe(30);
    await ask(database.url, `DROP OWNED BY ${owner} CASCADE; DROP ROLE ${owner}`);
  });

  test("whoever may not is told so, rather than leaving out rows that it does not see", async () => {
    await using database = await server.database();
    const owner = `owner_${database.name}`;
    await ask(
      database.url,
      `CREATE ROLE ${owner} LOGIN; GRANT CREATE ON DATABASE ${database.name} TO ${owner}; GRANT CREATE ON SCHEMA public TO ${owner}; ${guarded(owner)}`,
    );
    const url = new URL(database.url);
    url.username = owner;
    using project = new FaultProject({ url: url.href });
    project.revision("r1", [], step);
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(told(failed)).toMatch(/row.level security policy/);
    expect(await ask(database.url, counted)).toBe("300 0 0");
    await ask(database.url, "ALTER TABLE person NO FORCE ROW LEVEL SECURITY");
    await project.upgrade();
    expect(await ask(database.url, counted)).toBe("300 1 1");
    await ask(database.url, `DROP OWNED BY ${owner} CASCADE; DROP ROLE ${owner}`);
  });
});
