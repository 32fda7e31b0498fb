import type { Access } from "./admin.ts";

/** A kubeconfig of one context, as JSON, which is YAML too. */
export function renderKubeconfig({ url, authority, token }: Access, namespace = "default"): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    contexts: [{ name: "test", context: { cluster: "test", user: "test", namespace } }],
    clusters: [{ name: "test", cluster: { server: url, "certificate-authority-data": Buffer.from(authority).toString("base64") } }],
    users: [{ name: "test", user: { token } }],
  });
}
