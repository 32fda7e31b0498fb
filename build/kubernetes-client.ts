/** What of the client library is bundled: how a kubeconfig, or the account of a Pod, becomes credentials. */
export { KubeConfig } from "@kubernetes/client-node/dist/config.js";
