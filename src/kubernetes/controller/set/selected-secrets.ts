import { InputError } from "../../../core/error.ts";
import { isForbidden } from "../../client/api-error.ts";
import type { ApiObject } from "../../client/api-object.ts";
import { listObjects } from "../../client/list-objects.ts";
import { secrets } from "../../client/resource-type.ts";
import type { Transport } from "../../client/transport.ts";
import type { References } from "../../watched/references.ts";

/** Names and labels of the Secrets that sets select: never what they hold. */
export interface SelectedSecrets {
  /** Asks the server only where something has changed since it was asked last. @throws InputError where the account may not list them */
  select(key: string, namespace: string, labels: Readonly<Record<string, string>>): Promise<readonly ApiObject[]>;
  /** They may be others by now. */
  stale(key: string): void;
}

export function selectedSecrets(transport: Transport, references: References): SelectedSecrets {
  const known = new Map<string, { readonly labelSelector: string; readonly objects: readonly ApiObject[] }>();
  return {
    async select(key, namespace, labels) {
      const labelSelector = Object.entries(labels)
        .map((pair) => pair.join("="))
        .join(",");
      const before = known.get(key);
      if (before?.labelSelector === labelSelector) return before.objects;
      references.renew(key);
      const { objects } = await listObjects(transport, secrets, { namespace, labelSelector, form: "metadata" }).catch((error: unknown) => {
        throw isForbidden(error) ? forbidden(namespace) : error;
      });
      known.set(key, { labelSelector, objects });
      // Told at once where one of them has changed meanwhile.
      references.note(key, {
        kind: "Secret",
        namespace,
        labels,
        versions: new Map(objects.map(({ metadata }) => [metadata.name, metadata.resourceVersion ?? null])),
      });
      references.settle(key);
      return objects;
    },
    stale: (key) => void known.delete(key),
  };
}

function forbidden(namespace: string): InputError {
  const message = `the Secrets in ${namespace} may not be listed, and spec.selector selects among them`;
  return new InputError(message, {
    code: "secrets-forbidden",
    remedy: "Give the operator's account list and watch on secrets there, or write the targets under spec.targets",
  });
}
