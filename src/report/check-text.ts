import type { ChangeDescription } from "../change/describe.ts";
import { kindTitle } from "../model/kind/kinds.ts";
import type { Comparison } from "../reconcile/compare.ts";
import { driftLine } from "./drift-line.ts";

/** What a comparison came to, in one sentence. */
export const heading: Readonly<Record<Comparison["state"], string>> = {
  inSync: "In sync.",
  pending: "Changes are pending.",
  drift: "The database was changed by hand.",
};

const remedies: Readonly<Record<Comparison["mode"], string>> = {
  versioned: 'Write the step with keelson revision --autogenerate -m "…"',
  declarative: 'Bring it about with keelson apply, or write it as a step with keelson revision --autogenerate -m "…"',
};

/** A comparison for people. `told`: of what the Schema says beyond the revisions, all where absent. */
export function checkText(
  { state, mode, pending, leaving, schemaAhead, drift, unmanaged }: Comparison,
  told: readonly ChangeDescription[] = schemaAhead,
): string {
  return [
    heading[state],
    ...pending.map((id) =>
      leaving.includes(id) ? `  revision ${id} is newer than the target, and would be walked back` : `  pending revision ${id}`,
    ),
    ...told.map((change) => `  the Schema asks to ${wish(change)}`),
    ...(schemaAhead.length > 0 ? [`  ${remedies[mode]}`] : []),
    ...(mode === "versioned" && schemaAhead.some(({ action }) => action === "drop")
      ? ["  What is not to be dropped: declare it in the Schema (keelson inspect prints it)"]
      : []),
    ...drift.map(driftLine),
    ...unmanaged.map(({ kind, name, reason }) => `  unmanaged: ${kindTitle(kind)} ${name} (${reason})`),
  ].join("\n");
}

const wish = ({ action, kind, name, from }: ChangeDescription): string =>
  action === "data"
    ? `keep the rows of ${name} in step (${kind})`
    : from === undefined
      ? `${action} ${kindTitle(kind)} ${name}`
      : `${action} ${kindTitle(kind)} ${from} to ${name.slice(name.lastIndexOf(".") + 1)}`;
