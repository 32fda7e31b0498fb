import { expect, test } from "vitest";
import { run } from "../../execute/run.ts";
import { beforeCompletion, beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { describePostgres } from "../../server/postgres.ts";
import { canonicalPlan } from "./canonical-plan.ts";
import { leftBehind, whole } from "./left-behind.ts";

const count = (length: number) => Array.from({ length }, (_, at) => at + 1);

describePostgres("a connection that is lost", (server) => {
  const disturbed = async (hurt: (proxy: Awaited<ReturnType<typeof startProxy>>) => void) => {
    await using database = await server.database();
    await using proxy = await startProxy(database.url);
    hurt(proxy);
    await run(proxy.url, canonicalPlan).catch(() => run(proxy.url, canonicalPlan));
    return await leftBehind(database.url);
  };

  const undisturbed = async () => {
    await using database = await server.database();
    await using proxy = await startProxy(database.url);
    await run(proxy.url, canonicalPlan);
    const commits = proxy.messages.filter(
      ({ side, kind, text }) => side === "backend" && kind === "CommandComplete" && text === "COMMIT",
    ).length;
    return { left: await leftBehind(database.url), statements: proxy.statements().length, commits };
  };

  test("before the server sees a statement: nothing of it is done, and it is done once", { timeout: 600_000 }, async () => {
    const { left, statements } = await undisturbed();
    expect(left).toEqual(whole);
    for (const number of seededShare(count(statements), 12))
      expect(
        await disturbed((proxy) => void proxy.at(beforeStatement(number), () => "cut")),
        `statement ${number} of ${statements}`,
      ).toEqual(whole);
  });

  test("after COMMIT and before its answer: what was done is known to be done, and not done again", { timeout: 600_000 }, async () => {
    const { commits } = await undisturbed();
    expect(commits).toBeGreaterThan(5);
    for (const number of seededShare(count(commits), 8))
      expect(
        await disturbed((proxy) => void proxy.at(beforeCompletion(/^COMMIT$/, number), () => "cut")),
        `commit ${number} of ${commits}`,
      ).toEqual(whole);
  });
});
