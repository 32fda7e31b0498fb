/** Where a kubeconfig leads, and as whom. */
export interface Login {
  readonly url: string;
  readonly token: string;
  /** PEM; absent where the way there is not encrypted. */
  readonly authority?: string;
}

/** A kubeconfig of one context, as JSON, which is YAML too. */
export function renderKubeconfig({ url, authority, token }: Login, namespace = "default"): string {
  // The client library wants this word for a way that is not encrypted.
  const trust =
    authority === undefined
      ? { "insecure-skip-tls-verify": true }
      : { "certificate-authority-data": Buffer.from(authority).toString("base64") };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    contexts: [{ name: "test", context: { cluster: "test", user: "test", namespace } }],
    clusters: [{ name: "test", cluster: { server: url, ...trust } }],
    users: [{ name: "test", user: { token } }],
  });
}
