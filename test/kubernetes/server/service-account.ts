import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Access, ask, createObject } from "./admin.ts";
import { renderKubeconfig } from "./kubeconfig.ts";

/** A rule of a Role, as RBAC has it. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface AccountOptions {
  readonly namespace: string;
  readonly name: string;
  /** What it may do in its namespace. */
  readonly rules: readonly RoleRule[];
  /** What it may do everywhere; nothing where absent. */
  readonly clusterRules?: readonly RoleRule[];
}

export interface ServiceAccount {
  readonly username: string;
  readonly access: Access;
  /** Path of a kubeconfig with a token of the account and its namespace. */
  readonly kubeconfig: string;
}

const tokenSeconds = 86_400;
const bindingPatience = 30_000;
const rbac = "rbac.authorization.k8s.io";

/** Makes a ServiceAccount with exactly these rights and waits until the API server grants them. */
export async function createServiceAccount(admin: Access, directory: string, options: AccountOptions): Promise<ServiceAccount> {
  const { namespace, name, rules, clusterRules = [] } = options;
  const subjects = [{ kind: "ServiceAccount", namespace, name }];
  const metadata = { name };
  await createObject(admin, `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata });
  const own = `/apis/${rbac}/v1/namespaces/${namespace}`;
  await createObject(admin, `${own}/roles`, { metadata, rules });
  await createObject(admin, `${own}/rolebindings`, { metadata, subjects, roleRef: { apiGroup: rbac, kind: "Role", name } });
  if (clusterRules.length > 0) {
    const wide = { name: `${namespace}-${name}` };
    await createObject(admin, `/apis/${rbac}/v1/clusterroles`, { metadata: wide, rules: clusterRules });
    const roleRef = { apiGroup: rbac, kind: "ClusterRole", name: wide.name };
    await createObject(admin, `/apis/${rbac}/v1/clusterrolebindings`, { metadata: wide, subjects, roleRef });
  }
  const access = { ...admin, token: await requestToken(admin, namespace, name) };
  await untilGranted(access, namespace, rules);
  await untilGranted(access, undefined, clusterRules);
  const kubeconfig = join(directory, `${namespace}-${name}.kubeconfig`);
  writeFileSync(kubeconfig, renderKubeconfig(access, namespace), { mode: 0o600 });
  return { username: `system:serviceaccount:${namespace}:${name}`, access, kubeconfig };
}

async function requestToken(admin: Access, namespace: string, name: string): Promise<string> {
  const answer = await createObject(admin, `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { expirationSeconds: tokenSeconds },
  });
  return (answer as { readonly status: { readonly token: string } }).status.token;
}

/** The authoriser sees a binding a moment after it was made. */
async function untilGranted(access: Access, namespace: string | undefined, rules: readonly RoleRule[]): Promise<void> {
  const last = rules.findLast(({ resources }) => resources.length > 0);
  if (last === undefined) return;
  const [resource, subresource] = String(last.resources.at(-1)).split("/");
  const resourceAttributes = {
    namespace,
    group: last.apiGroups.at(-1),
    resource,
    subresource,
    verb: last.verbs.at(-1),
    name: last.resourceNames?.at(-1),
  };
  const review = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes } };
  for (const end = Date.now() + bindingPatience; Date.now() < end; ) {
    const { text } = await ask(access, "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review);
    if ((JSON.parse(text) as { readonly status?: { readonly allowed?: boolean } }).status?.allowed === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the rights were not granted within ${bindingPatience / 1000} s: ${JSON.stringify(last)}`);
}
