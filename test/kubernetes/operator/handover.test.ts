import { Client } from "pg";
import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import type { TestNamespace } from "../server/test-cluster.ts";
import { counting, counts, rows, visits } from "./counted-backfill.ts";
import { type OperatorProgram, startProgram } from "./program.ts";
import { heldBy, metricsOf, nameOn, shownBy, startSharing, untilShared } from "./shared-work.ts";
import { ClusterProject, configMap, database, secret } from "./test-operator.ts";

const leads = (operator: OperatorProgram) => operator.lines().some(({ event }) => event === "operator.leads");

const ends = [
  ["is killed", "SIGKILL"],
  ["is told to end", "SIGTERM"],
  ["falls asleep, and wakes when another is at work", "SIGSTOP"],
] as const;

/** Two replicas, the name of a Database that the first works on, and whether the second does. */
async function startPair(namespace: TestNamespace, stack: AsyncDisposableStack, isShared: boolean) {
  if (!isShared) {
    const first = stack.use(await startProgram(namespace, "leads"));
    const second = stack.use(await startProgram(namespace, "started"));
    return { first, second, name: "shop", isTaken: async (by: OperatorProgram) => leads(by) };
  }
  const first = stack.use(await startSharing(namespace));
  const second = stack.use(await startSharing(namespace));
  await untilShared(first, second);
  const [shard = 0] = await heldBy(first);
  return { first, second, name: nameOn(shard, namespace), isTaken: async (by: OperatorProgram) => (await heldBy(by)).includes(shard) };
}

describeKubernetes("an operator in the middle of a backfill", (cluster) =>
  describeNewestPostgres("of PostgreSQL", (server) => {
    test.each([
      ...ends.map(([what, signal]) => [what, signal, false] as const),
      ...ends.map(([what, signal]) => [`shares the work and ${what}`, signal, true] as const),
    ])("%s: the other replica goes on where it was, and no row is done twice", { timeout: 180_000 }, async (_what, signal, isShared) => {
      const namespace = await cluster.namespace();
      await using target = await server.database();
      await using stack = new AsyncDisposableStack();
      const project = new ClusterProject(namespace);
      const { first, second, name, isTaken } = await startPair(namespace, stack, isShared);
      await project.apply(
        secret(`${name}-db`, { url: target.url }),
        configMap("documents", [counts]),
        database({ policy: { retries: { limit: 10_000, backoff: "50ms", maxBackoff: "100ms" } } }, name),
      );
      await project.reaches("one", name);
      await askRows(target.url, `INSERT INTO account SELECT n, 0 FROM generate_series(1, ${rows}) n`);
      // It comes as far as this row, and no further.
      const gate = new Client(target.url);
      gate.on("error", () => undefined);
      await gate.connect();
      await gate.query(`BEGIN; SELECT FROM account WHERE id = ${rows / 2} FOR UPDATE`);
      await project.apply(configMap("documents", [counts, counting]));
      await expect.poll(async () => (await visits(target.url)).done).toBeGreaterThan(rows / 4);
      first.signal(signal);
      if (signal === "SIGTERM") expect(await first.finished).toMatchObject({ code: 0 });
      expect((await visits(target.url)).done).toBeLessThan(rows);
      await expect.poll(() => isTaken(second)).toBe(true);
      await gate.query("COMMIT");
      await gate.end();
      await project.reaches("two", name);
      const once = { done: rows, n: rows, least: 1, most: 1 };
      expect(await visits(target.url)).toEqual(once);
      await project.until("True InSync", name);
      if (signal !== "SIGSTOP") return;
      // Its next look says so in other words.
      await namespace.kubectl(["annotate", "database", name, "keelson.dev/reconcile-at=now"]);
      await expect.poll(async () => (await project.get("database", name)).status?.lastHandledReconcileAt).toBe("now");
      const written = await project.get("database", name);
      first.signal("SIGCONT");
      if (isShared) {
        // It lives again, so that it is given its share once more.
        await expect.poll(() => first.lines().filter(({ event }) => event === "shard.left")).toHaveLength(2);
        await expect.poll(() => isTaken(first)).toBe(true);
        await expect.poll(() => shownBy(first)).toEqual([name]);
      } else {
        await expect.poll(() => metricsOf(first)).toContain("keelson_leader 0");
      }
      await expect.poll(() => metricsOf(first)).toContain("keelson_queue_running 0");
      expect(await visits(target.url)).toEqual(once);
      expect(await project.get("database", name)).toEqual(written);
    });
  }),
);
