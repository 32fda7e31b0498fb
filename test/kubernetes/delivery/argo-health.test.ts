import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { conditionsOf } from "../../../src/status/condition.ts";
import type { Situation } from "../../../src/status/situation.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { runProgram } from "../server/run-program.ts";
import { deploy } from "./manifests.ts";

const { data: checks } = parse(readFileSync(join(deploy, "argocd/health.yaml"), "utf8")) as {
  readonly data: Readonly<Record<string, string>>;
};

const inSituation = (situation: Situation, observedGeneration = 1): object => ({
  metadata: { generation: 1 },
  spec: {},
  status: { observedGeneration, conditions: conditionsOf({ situation, message: "why", drifted: "no", now: new Date(0), before: [] }) },
});

describeKubernetes("the health checks for Argo CD", (cluster) => {
  const health = async (kind: string, object: object): Promise<string> => {
    const script = join(cluster.directory, `${kind}.lua`);
    writeFileSync(script, checks[`resource.customizations.health.keelson.dev_${kind}`] ?? "");
    const { code, stdout, stderr } = await runProgram(cluster.programs.health, [script], {
      kubeconfig: cluster.kubeconfig,
      input: JSON.stringify(object),
    });
    if (code !== 0) throw new Error(stderr);
    const { status, message } = JSON.parse(stdout) as { readonly status: string; readonly message: string };
    return `${status} (${message})`;
  };

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
