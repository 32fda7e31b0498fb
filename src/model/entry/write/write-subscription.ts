import type { SubscriptionEntry } from "../../kind/subscription.shape.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { usualSubscription } from "../../subscription-body.ts";
import { nameSecrets, type SecretNamer } from "./name-secrets.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";

type Subscription = SchemaObjectOf<"subscription">;

export const writeSubscription = (object: Subscription): SubscriptionEntry => writeNamed(object, nameSecrets([object]));

/** `secretName` names the secrets of all that stands in one set of documents. */
export const writeSubscriptions = (objects: readonly Subscription[], secretName: SecretNamer): SubscriptionEntry[] =>
  objects.map((object) => writeNamed(object, secretName));

function writeNamed(object: Subscription, secretName: SecretNamer): SubscriptionEntry {
  const { connection, publications, ...settings } = object.body;
  const said = Object.entries(settings).filter(([field, value]) => value !== usualSubscription[field as keyof typeof settings]);
  return {
    name: object.ref.name,
    ...writeAttributes(object),
    ...writeAccess(object),
    connection: { secret: connection.secret ?? secretName(object.ref.name, "connection") },
    publications: [...publications],
    ...Object.fromEntries(said),
  };
}
