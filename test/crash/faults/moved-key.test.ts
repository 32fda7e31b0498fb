import { expect, test } from "vitest";
import { beforeCompletion, beforeStatement, type Point } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { ask } from "../../server/ask.ts";
import { dump } from "../../server/pg-dump.ts";
import type { SharedServer } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject } from "./project.ts";

const rows = 12_000;
const tables = `CREATE TABLE account (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, pad text, up integer REFERENCES account DEFERRABLE);
  INSERT INTO account (pad) SELECT repeat('x', 80) FROM generate_series(1, ${rows}) i; UPDATE account SET up = 1 WHERE id = 2;
  CREATE TABLE visit (account integer REFERENCES account ON DELETE CASCADE); INSERT INTO visit SELECT generate_series(1, 50)`;

/** What a run may be killed before: each part of the way, and the answer to the COMMIT of the one that cannot be gone back on. */
const points: readonly Point[] = [
  beforeStatement(/ADD COLUMN id_new/),
  { ...beforeStatement(/WITH work AS/), number: 3 },
  beforeStatement(/VALIDATE CONSTRAINT/),
  beforeStatement(/CREATE UNIQUE INDEX CONCURRENTLY/),
  beforeStatement(/DROP COLUMN id/),
  beforeStatement(/VALIDATE CONSTRAINT visit_account_fkey/),
  beforeStatement(/VALIDATE CONSTRAINT account_up_fkey/),
  { ...beforeCompletion(/^COMMIT$/), number: 12 },
];

const stateOf = async (url: string) => [
  ...(await dump(url)).filter((each) => !/ keelson/.test(each)),
  await ask(url, "SELECT count(*) || ' ' || sum(id) || ' ' || max(up) FROM account"),
  await ask(url, "INSERT INTO account (pad) VALUES ('next') RETURNING id::text"),
];

async function begin(server: SharedServer) {
  const database = await server.database();
  await ask(database.url, tables);
  const project = new FaultProject({ url: database.url });
  project.revision("r1", [], "upgrade:\n  - alterColumn: { table: account, column: id, type: bigint }");
  return { database, project };
}

describeFaults("a primary key that gets its type beside the application", (server) => {
  test("ends as if nothing had happened, wherever it was killed", { timeout: 600_000 }, async () => {
    const { database: calm, project: calmly } = await begin(server);
    await calmly.upgrade();
    const undisturbed = await stateOf(calm.url);
    expect(undisturbed.at(-1)).toBe(String(rows + 1));
    calmly[Symbol.dispose]();
    await calm.drop();
    for (const point of seededShare(points, 5)) {
      const { database, project } = await begin(server);
      await using proxy = await startProxy(database.url);
      const { child, finished } = project.start(["upgrade"], proxy.url);
      const killed = proxy.at(point, () => {
        child.kill("SIGKILL");
        return "pass";
      });
      await Promise.race([killed, finished]);
      await finished;
      await project.upgrade();
      expect(await stateOf(database.url), `${point.when} ${point.text} ${point.number}`).toEqual(undisturbed);
      project[Symbol.dispose]();
      await database.drop();
    }
  });
});
