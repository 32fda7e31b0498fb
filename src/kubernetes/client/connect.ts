import { InputError } from "../../core/error.ts";
import type { Transport } from "./transport.ts";

export interface ConnectOptions {
  /** Path of a kubeconfig; where absent KUBECONFIG, the one of the home folder, or the account of the Pod. */
  readonly kubeconfig?: string;
  /** The current one where absent. */
  readonly context?: string;
  /** That of the context, or of the Pod, where absent. */
  readonly namespace?: string;
}

/** What the library calls a context that it made up: of a server on this machine, without TLS. */
const nowhere = "loaded-context";

/**
 * The way to the API server that the kubeconfig names. Loads the client library only now, which takes most of a second.
 * @throws InputError where there is no such kubeconfig or context.
 */
export async function connect(options: ConnectOptions = {}): Promise<Transport> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const { createTransport } = await import("./https-transport.ts");
  const config = new KubeConfig();
  try {
    if (options.kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(options.kubeconfig);
    if (options.context !== undefined) config.setCurrentContext(options.context);
  } catch (cause) {
    throw refuse(`The kubeconfig cannot be read: ${(cause as Error).message}`);
  }
  const current = config.getCurrentContext();
  if (current === nowhere) throw refuse("There is no kubeconfig, and this is no Pod");
  if (current === undefined) throw refuse("The kubeconfig has no current context");
  if (config.getCurrentCluster() === null) throw refuse(`The kubeconfig has no context '${current}' with a cluster`);
  const ofContext = config.getContextObject(config.getCurrentContext())?.namespace;
  return createTransport(config, options.namespace ?? ofContext ?? "default");
}

const refuse = (message: string): InputError =>
  new InputError(message, {
    code: "no-cluster",
    remedy: "Name one with --kubeconfig and --context, as for kubectl; `kubectl config get-contexts` lists them",
  });
