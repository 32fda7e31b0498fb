import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { runProgram } from "../server/run-program.ts";
import type { TestCluster } from "../server/test-cluster.ts";
import { deploy } from "./manifests.ts";

const { data: checks } = parse(readFileSync(join(deploy, "argocd/health.yaml"), "utf8")) as {
  readonly data: Readonly<Record<string, string>>;
};

/** What Argo CD makes of an object by our check: its health, and why. */
export async function argoHealth(cluster: TestCluster, kind: string, object: object): Promise<string> {
  const script = join(cluster.directory, `${kind}.lua`);
  writeFileSync(script, checks[`resource.customizations.health.keelson.dev_${kind}`] ?? "");
  const { code, stdout, stderr } = await runProgram(cluster.programs.health, [script], {
    kubeconfig: cluster.kubeconfig,
    input: JSON.stringify(object),
  });
  if (code !== 0) throw new Error(stderr);
  const { status, message } = JSON.parse(stdout) as { readonly status: string; readonly message: string };
  return `${status} (${message})`;
}
