import { expect, test } from "vitest";
import { conditionsOf } from "../../../src/status/condition.ts";
import type { Situation } from "../../../src/status/situation.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { argoHealth } from "./argo-health.ts";

const inSituation = (situation: Situation, observedGeneration = 1): object => ({
  metadata: { generation: 1 },
  spec: {},
  status: { observedGeneration, conditions: conditionsOf({ situation, message: "why", drifted: "no", now: new Date(0), before: [] }) },
});

describeKubernetes("the health checks for Argo CD", (cluster) => {
  const health = (kind: string, object: object) => argoHealth(cluster, kind, object);

  test.for(["Database", "DatabaseSet"])("tell of a %s what its conditions say", async (kind) => {
    expect(await health(kind, inSituation("inSync"))).toBe("Healthy (InSync: why)");
    expect(await health(kind, inSituation("invalid"))).toBe("Degraded (Invalid: why)");
    expect(await health(kind, inSituation("applying"))).toBe("Progressing (Applying: why)");
    expect(await health(kind, inSituation("awaitingApproval"))).toBe("Suspended (AwaitingApproval: why)");
    expect(await health(kind, inSituation("inSync", 0))).toBe("Progressing (No operator has looked at it yet)");
    expect(await health(kind, { metadata: { generation: 1 }, spec: {} })).toBe("Progressing (No operator has looked at it yet)");
    expect(await health(kind, { metadata: { generation: 1 }, spec: { suspend: true } })).toBe("Suspended (spec.suspend is set)");
  });

  test("let a Plan wait until it is approved", async () => {
    expect(await health("Plan", { spec: {} })).toBe("Suspended (Waits for spec.approved)");
    expect(await health("Plan", { spec: { approved: true } })).toBe("Healthy (Approved)");
  });
});
