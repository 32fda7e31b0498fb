import { InputError } from "../../core/error.ts";
import type { Rollout } from "../../reconcile/contract-gate.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { isForbidden } from "../client/api-error.ts";
import { listObjects } from "../client/list-objects.ts";
import { pods } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";

/** What runs of the application that `spec.contract.whenGone` selects; undefined where the document does not ask. */
export function podsRollout(transport: Transport, namespace: string, { spec }: DatabaseResource): Rollout | undefined {
  const whenGone = spec.contract?.whenGone;
  if (whenGone === undefined) return undefined;
  const { selector, label } = whenGone;
  const labelSelector = Object.entries(selector.matchLabels ?? {})
    .map((pair) => pair.join("="))
    .join(",");
  // A Pod that has ended opens no connection any more.
  const fieldSelector = "status.phase!=Succeeded,status.phase!=Failed";
  return async () => {
    const { objects } = await listObjects(transport, pods, { namespace, labelSelector, fieldSelector, form: "metadata" }).catch(
      (error: unknown) => {
        throw isForbidden(error) ? forbidden(namespace) : error;
      },
    );
    return objects.map(({ metadata }) => metadata.labels?.[label] ?? null);
  };
}

function forbidden(namespace: string): InputError {
  const message = `the Pods in ${namespace} may not be listed, and spec.contract.whenGone waits for them`;
  const remedy = "Give the operator's account list on pods there";
  return new InputError(message, { code: "pods-forbidden", remedy });
}
