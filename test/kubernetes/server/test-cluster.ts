import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Access, createObject } from "./admin.ts";
import { type AuditEvent, readAudit } from "./audit.ts";
import type { Programs } from "./find-programs.ts";
import { renderKubeconfig } from "./kubeconfig.ts";
import { type Run, runProgram } from "./run-program.ts";
import { type AccountOptions, createServiceAccount, type ServiceAccount } from "./service-account.ts";

/** Where a running control plane is; plain data, so that it can be handed to test files. */
export interface ClusterPlace {
  readonly directory: string;
  readonly admin: Access;
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
}

/** The kstatus of an object, from the reference implementation: `Current`, `InProgress`, `Failed`, … */
export type Kstatus = (object: object) => Promise<{ readonly status: string; readonly message: string }>;

/** A namespace of one test file. It goes with the cluster. */
export interface TestNamespace {
  readonly name: string;
  /** Path of the administrator's kubeconfig with this namespace as the default. */
  readonly kubeconfig: string;
  kubectl(args: readonly string[], input?: string): Promise<Run>;
  kstatus: Kstatus;
  serviceAccount(options: Omit<AccountOptions, "namespace">): Promise<ServiceAccount>;
  /** What the account has asked the API server so far. */
  askedBy(account: ServiceAccount): readonly AuditEvent[];
}

/** What tests do with a control plane, shared or their own. */
export interface TestCluster extends ClusterPlace {
  /** Where `kubectl`, `helm` and `kstatus` lie. */
  readonly programs: Programs;
  namespace(): Promise<TestNamespace>;
  kubectl(args: readonly string[], input?: string): Promise<Run>;
  kstatus: Kstatus;
  /** What the API server has been asked so far. */
  audit(): readonly AuditEvent[];
}

export function testCluster(place: ClusterPlace, programs: Programs): TestCluster {
  const { admin, directory, kubeconfig } = place;
  const kstatus: Kstatus = async (object) => {
    const { code, stdout, stderr } = await runProgram(programs.kstatus, [], { kubeconfig, input: JSON.stringify(object) });
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Awaited<ReturnType<Kstatus>>;
  };
  return {
    ...place,
    programs,
    kstatus,
    kubectl: (args, input = "") => runProgram(programs.kubectl, args, { kubeconfig, input }),
    namespace: async () => {
      const name = `test-${randomBytes(5).toString("hex")}`;
      await createObject(admin, "/api/v1/namespaces", { metadata: { name } });
      const own = join(directory, `${name}.kubeconfig`);
      writeFileSync(own, renderKubeconfig(admin, name), { mode: 0o600 });
      return {
        name,
        kubeconfig: own,
        kubectl: (args, input = "") => runProgram(programs.kubectl, args, { kubeconfig: own, input }),
        kstatus,
        serviceAccount: (options) => createServiceAccount(admin, directory, { ...options, namespace: name }),
        askedBy: ({ username }) => readAudit(directory, username),
      };
    },
    audit: () => readAudit(directory),
  };
}
