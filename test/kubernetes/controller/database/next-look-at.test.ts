import { expect, test } from "vitest";
import { nextLookAt } from "../../../../src/kubernetes/controller/database/next-look-at.ts";
import { readSubject } from "../../../../src/kubernetes/controller/database/read-subject.ts";
import type { OperatorContext } from "../../../../src/kubernetes/controller/operator-context.ts";
import { dialectRegistry } from "../../../../src/dialect/registry.ts";
import { makeOutcome, nothingFound } from "../../../../src/status/make-outcome.ts";
import type { Situation } from "../../../../src/status/situation.ts";

const now = new Date("2026-03-02T01:00:00Z");

async function next(situation: Situation, spec: object, chance: number, interval?: number) {
  const context = { verbs: { dialects: dialectRegistry([]) }, directories: "allowed" } as unknown as OperatorContext;
  const object = { metadata: { name: "shop", namespace: "prod" }, spec: { dialect: "sqlite", source: { directory: "db" }, ...spec } };
  const subject = await readSubject(context, "prod/shop", object);
  const outcome = makeOutcome({ situation, message: "so it is", findings: nothingFound("shop"), now });
  const opened =
    interval === undefined ? {} : { opened: { source: { digest: async () => "", read: () => Promise.reject(new Error()) }, interval } };
  return nextLookAt({ outcome, subject, ...opened }, now, chance);
}

test("a look comes after the resync, or a little later by chance: what was created together does not stay together", async () => {
  const spec = { schedule: { resync: "10m" } };
  expect(await next("inSync", spec, 0)).toEqual({ kind: "after", pause: 600_000 });
  expect(await next("inSync", spec, 0.5)).toEqual({ kind: "after", pause: 615_000 });
  expect(await next("inSync", spec, 0, 60_000)).toEqual({ kind: "after", pause: 60_000 });
});

test("a window is looked at when it opens, whatever chance says", async () => {
  const spec = { schedule: { resync: "10m", windows: [{ cron: "5 1 * * *", duration: "1h" }] } };
  expect(await next("outsideWindow", spec, 0.9)).toEqual({ kind: "after", pause: 300_000 });
});

test("what may mend itself is tried again, what cannot be read waits for somebody", async () => {
  expect(await next("databaseUnavailable", {}, 0)).toMatchObject({ kind: "retry" });
  const outcome = makeOutcome({ situation: "invalid", message: "wrong", findings: nothingFound("shop"), now });
  expect(nextLookAt({ outcome }, now, 0)).toEqual({ kind: "whenChanged" });
});

test("nobody's schedule or retries keep the operator busy with one Database", async () => {
  expect(await next("inSync", { schedule: { resync: "1ms" } }, 0)).toEqual({ kind: "after", pause: 1000 });
  expect(await next("inSync", { schedule: { resync: "10m" } }, 0, 1)).toEqual({ kind: "after", pause: 1000 });
  const hurried = { policy: { retries: { backoff: "0s", maxBackoff: "0s" } } };
  expect(await next("databaseUnavailable", hurried, 0)).toEqual({ kind: "retry", backoff: { backoff: 50, maxBackoff: 1000 } });
});
