import { type ChangeDescription, describeChange } from "../change/describe.ts";
import { ExitCode } from "../core/error.ts";
import { diff } from "../diff/diff.ts";
import { describeRef, refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { UnmanagedObject } from "../port/session.ts";
import type { DriftObject } from "../status/status.ts";
import { schemaAtHead } from "./computed-changes.ts";
import { describeDrift } from "./drift.ts";
import { reconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { type Survey, survey } from "./survey.ts";

/** How database, revisions and Schema stand to each other. */
export interface Comparison {
  readonly state: "inSync" | "pending" | "drift";
  readonly mode: Survey["mode"];
  /** Revisions that wait, in their order. */
  readonly pending: readonly string[];
  /** What the Schema says beyond the revisions. */
  readonly schemaAhead: readonly ChangeDescription[];
  /** What somebody's hand changed. */
  readonly drift: readonly DriftObject[];
  /** What is there and was never ours. */
  readonly unmanaged: readonly UnmanagedObject[];
}

/** Compares without changing anything. @throws as `survey` */
export async function compare(run: Run): Promise<Comparison> {
  const found = await survey(run, reconcileRequest(run.settings.target));
  const { ahead, behind } = await schemaAtHead(run, found);
  const pending = found.path.map(({ revision }) => revision.id);
  const schemaAhead = [...ahead, ...behind].map(describeChange);
  const drift = describeDrift(found.look.drift);
  const waits = pending.length + schemaAhead.length + found.begun.length > 0;
  return { state: drift.length > 0 ? "drift" : waits ? "pending" : "inSync", mode: found.mode, pending, schemaAhead, drift, unmanaged: unmanagedOf(found) };
}

/** Live objects of kinds that keelson has but never owned, a table for all of its parts, and those of kinds that it has not. */
export function unmanagedOf({ look: { inspection, live, ours }, declared }: Survey): readonly UnmanagedObject[] {
  const { unmanaged } = diff(declared ?? SchemaModel.empty, live, { owned: ours.owns });
  const named = new Set(unmanaged.map(({ ref }) => refKey(ref)));
  const roots = unmanaged.filter(({ ref }) => ref.parent === undefined || !named.has(refKey(ref.parent)));
  return [
    ...roots.map(({ ref }) => ({ kind: ref.kind, name: describeRef(ref), reason: "never created, adopted or declared here" })),
    ...inspection.unmanaged,
  ];
}

/** What `check` exits with. */
export const comparisonExitCode = ({ state }: Comparison): ExitCode => exitCodes[state];

const exitCodes: Readonly<Record<Comparison["state"], ExitCode>> = {
  inSync: ExitCode.done,
  pending: ExitCode.pending,
  drift: ExitCode.drift,
};
