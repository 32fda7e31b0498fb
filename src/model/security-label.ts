import type { ObjectKind } from "./ref.ts";

/** What each provider of mandatory access control, or of masking, says of an object, in its own words. */
export type SecurityLabels = Readonly<Record<string, string>>;

const labelled: ReadonlySet<ObjectKind> = new Set([
  "schema",
  "enum",
  "domain",
  "compositeType",
  "rangeType",
  "baseType",
  "sequence",
  "table",
  "view",
  "column",
  "function",
  "procedure",
  "aggregate",
  "language",
  "eventTrigger",
  "publication",
  "subscription",
]);

/** Whether PostgreSQL takes labels of such an object. */
export const takesLabels = (kind: ObjectKind): boolean => labelled.has(kind);

/** What leads from the one to the other: a provider and its label, or null where it has none any more. */
export const labelSteps = (old: SecurityLabels, now: SecurityLabels): readonly (readonly [provider: string, label: string | null])[] => [
  ...Object.keys(old).flatMap((provider) => (provider in now ? [] : [[provider, null] as const])),
  ...Object.entries(now).filter(([provider, label]) => old[provider] !== label),
];
