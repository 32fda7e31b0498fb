import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { renderKubeconfig } from "../server/kubeconfig.ts";
import { type Run, runProgram } from "../server/run-program.ts";
import type { RoleRule } from "../server/service-account.ts";
import type { TestCluster, TestNamespace } from "../server/test-cluster.ts";
import { writeFileSync } from "node:fs";

export const deploy = join(import.meta.dirname, "../../../deploy");

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly RoleRule[];
  readonly spec?: {
    readonly template?: {
      readonly spec: { readonly serviceAccountName: string; readonly containers: readonly [{ readonly args: readonly string[] }] };
    };
  };
}

export const manifestsOf = (text: string): readonly Manifest[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);

/** helm as somebody with the namespace's kubeconfig runs it. */
export const helm = (cluster: TestCluster, namespace: TestNamespace, ...words: readonly string[]): Promise<Run> =>
  runProgram(cluster.programs.helm, words, { kubeconfig: namespace.kubeconfig });

/** A kubeconfig with a token of an account that a manifest made. */
export async function kubeconfigOf(cluster: TestCluster, namespace: TestNamespace, account: string): Promise<string> {
  const { stdout, stderr, code } = await namespace.kubectl(["create", "token", account]);
  if (code !== 0) throw new Error(stderr);
  const path = join(cluster.directory, `${namespace.name}-${account}-token.kubeconfig`);
  writeFileSync(path, renderKubeconfig({ ...cluster.admin, token: stdout.trim() }, namespace.name), { mode: 0o600 });
  return path;
}

/** `yes` or `no`, as the authoriser says of an account. */
export const mayI = async (cluster: TestCluster, account: string, ...question: readonly string[]): Promise<string> =>
  (await cluster.kubectl(["auth", "can-i", "--as", account, ...question])).stdout.trim();
