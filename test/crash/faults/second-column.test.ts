import { expect, test } from "vitest";
import { afterStatement, beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { ask, askRows } from "../../server/ask.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject } from "./project.ts";
import { nobodyLeft } from "./watch.ts";

const table = `CREATE TABLE account (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
  INSERT INTO account SELECT i, 'p' || i FROM generate_series(1, 300) i`;
const unlike = "SELECT count(*)::int AS n FROM account WHERE email IS DISTINCT FROM mail";
const left = "SELECT count(*)::int AS n FROM pg_trigger WHERE NOT tgisinternal";

describeFaults("a column under two names", (server) => {
  test("19: killed before or after any statement, beside writers, of either half: the rerun ends it", { timeout: 600_000 }, async () => {
    const begin = async (url: string): Promise<FaultProject> => {
      await ask(url, table);
      const project = new FaultProject({ url });
      project.revision("r1", [], "upgrade:\n  - renameColumn: { table: account, from: email, to: mail, keepOld: true }");
      return project;
    };
    await using rehearsal = await server.database();
    await using counting = await startProxy(rehearsal.url);
    using first = await begin(rehearsal.url);
    await first.upgrade(counting.url);
    const expand = counting.statements().length;
    await first.exits(0, ["upgrade", "--contract"], counting.url);
    const halves = [
      ...Array.from({ length: expand }, (_, at) => ({ half: "expand", number: at + 1 })),
      ...Array.from({ length: counting.statements().length - expand }, (_, at) => ({ half: "contract", number: at + 1 })),
    ];
    const points = halves.flatMap(({ half, number }) => [
      { half, point: beforeStatement(number) },
      { half, point: afterStatement(number) },
    ]);
    expect(points.length).toBeGreaterThan(20);
    for (const { half, point } of seededShare(points, 4)) {
      await using database = await server.database();
      await using proxy = await startProxy(database.url);
      using project = await begin(database.url);
      if (half === "contract") await project.upgrade();
      const words = half === "expand" ? ["upgrade"] : ["upgrade", "--contract"];
      const { child, finished } = project.start(words, proxy.url);
      const killed = proxy.at(point, () => {
        child.kill("SIGKILL");
        return "pass";
      });
      await Promise.race([killed, finished]);
      await finished;
      await ask(database.url, "UPDATE account SET id = id + 1000 WHERE id % 7 = 0; DELETE FROM account WHERE id % 11 = 0");
      await project.upgrade();
      if (half === "expand") {
        expect(await askRows(database.url, unlike), `${half}: ${point.when} ${point.number}`).toEqual([{ n: 0 }]);
        await ask(database.url, "INSERT INTO account (id, mail) VALUES (5000, 'new'); UPDATE account SET email = 'old' WHERE mail = 'p1'");
        expect(await askRows(database.url, unlike)).toEqual([{ n: 0 }]);
      }
      await project.exits(0, ["upgrade", "--contract"]);
      expect(await askRows(database.url, left), `${half}: ${point.when} ${point.number}`).toEqual([{ n: 0 }]);
      expect(
        await ask(
          database.url,
          "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'account'::regclass AND attnum > 0 AND NOT attisdropped",
        ),
      ).toBe("id mail");
      await nobodyLeft(database.url);
    }
  });
});
