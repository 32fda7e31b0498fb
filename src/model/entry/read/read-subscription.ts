import type { SubscriptionEntry } from "../../kind/subscription.shape.ts";
import { declared, type SchemaObjectOf } from "../../object.ts";
import { type SubscriptionBody, usualSubscription } from "../../subscription-body.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { checkLength } from "../resolve-name.ts";

export function readSubscription(entry: SubscriptionEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"subscription"> {
  const own = overlay(entry, context.grammar.dialect);
  checkLength(own.name, context, [...path, "name"]);
  return {
    kind: "subscription",
    ref: { kind: "subscription", name: own.name },
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "subscription", context, path),
    body: { connection: { secret: own.connection.secret }, publications: [...new Set(own.publications)], ...settingsOf(own) },
  };
}

type Settings = Omit<SubscriptionBody, "connection" | "publications">;

/** What it says of each, and what is usual of what it says nothing of. */
const settingsOf = (own: Partial<Settings>): Settings =>
  Object.fromEntries(
    Object.entries(usualSubscription).map(([field, usual]) => [field, own[field as keyof Settings] ?? usual]),
  ) as unknown as Settings;
