import type { SubscriptionEntry } from "../../kind/subscription.shape.ts";
import { declared, type SchemaObjectOf } from "../../object.ts";
import { usualSubscription } from "../../subscription-body.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { checkLength } from "../resolve-name.ts";

export function readSubscription(entry: SubscriptionEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"subscription"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  const {
    connection,
    publications,
    slot,
    binary,
    streaming,
    synchronousCommit,
    twoPhase,
    disableOnError,
    passwordRequired,
    runAsOwner,
    onlyLocal,
    failover,
  } = { ...usualSubscription, ...own };
  return {
    kind: "subscription",
    ref: { kind: "subscription", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "subscription", context, path),
    body: {
      connection: { secret: connection.secret },
      publications: [...new Set(publications)],
      slot,
      binary,
      streaming,
      synchronousCommit,
      twoPhase,
      disableOnError,
      passwordRequired,
      runAsOwner,
      onlyLocal,
      failover,
    },
  };
}
