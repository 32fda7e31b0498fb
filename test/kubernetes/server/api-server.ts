import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./admin.ts";
import { type ServerPart, startPart } from "./server-part.ts";

export interface ApiServer extends ServerPart {
  /** PEM of the authority that signed the server's certificate. */
  readonly authority: string;
}

export interface ApiServerOptions {
  readonly program: string;
  readonly directory: string;
  readonly etcdPort: number;
  /** Of a user in the group `system:masters`. */
  readonly token: string;
}

/** Who asked for what, after it was answered; never what was in it. */
const auditPolicy = { apiVersion: "audit.k8s.io/v1", kind: "Policy", omitStages: ["RequestReceived"], rules: [{ level: "Metadata" }] };

/** An API server with RBAC and an audit log, on a port of 127.0.0.1. It makes its own certificate the first time and keeps it over restarts. */
export async function startApiServer({ program, directory, etcdPort, token }: ApiServerOptions): Promise<ApiServer> {
  const file = (name: string) => join(directory, name);
  writeFileSync(file("tokens.csv"), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  writeFileSync(file("audit-policy.json"), JSON.stringify(auditPolicy));
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(file("accounts.key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  writeFileSync(file("accounts.pub"), publicKey.export({ type: "spki", format: "pem" }));

  const authority = () => readFileSync(file("certificates/apiserver.crt"), "utf8");
  const part = await startPart({
    command: (port) => ({
      name: "kube-apiserver",
      program,
      directory,
      args: [
        `--etcd-servers=http://127.0.0.1:${etcdPort}`,
        "--bind-address=127.0.0.1",
        `--secure-port=${port}`,
        `--cert-dir=${file("certificates")}`,
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--allow-privileged=true",
        "--authorization-mode=RBAC",
        "--anonymous-auth=false",
        `--token-auth-file=${file("tokens.csv")}`,
        "--service-account-issuer=https://kubernetes.default.svc",
        `--service-account-key-file=${file("accounts.pub")}`,
        `--service-account-signing-key-file=${file("accounts.key")}`,
        // It wants an account with a token for each Pod, which only a running controller manager makes.
        "--disable-admission-plugins=ServiceAccount",
        "--shutdown-watch-termination-grace-period=1s",
        `--audit-policy-file=${file("audit-policy.json")}`,
        `--audit-log-path=${auditLogOf(directory)}`,
      ],
    }),
    answers: async (port) =>
      (await ask({ url: `https://127.0.0.1:${port}`, authority: authority(), token }, "GET", "/readyz")).status === 200,
  });
  return Object.assign(part, { authority: authority() });
}

export const auditLogOf = (directory: string): string => join(directory, "audit.log");
