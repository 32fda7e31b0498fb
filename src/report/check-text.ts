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

const ofDrift: Readonly<Record<Comparison["mode"], string>> = {
  versioned:
    "Keep it: declare it, then keelson revision --autogenerate. Take it back: keelson revision --autogenerate --from live, or policy.drift: correct",
  declarative: "Keep it: declare it in the Schema. Take it back: policy.drift: correct",
};

/** Of a comparison that looked for one thing alone and did not find it. */
const nothingOf = { pending: "Nothing is pending.", drift: "Nothing was changed by hand." } as const;

/** A comparison for people. `told`: of what the Schema says beyond the revisions, all where absent; `sought`: the one thing that was looked for. */
export function checkText(
  { state, mode, pending, leaving, schemaAhead, drift, unmanaged }: Comparison,
  told: readonly ChangeDescription[] = schemaAhead,
  sought: keyof typeof nothingOf | "everything" = "everything",
): string {
  return [
    state === "inSync" && sought !== "everything" ? nothingOf[sought] : heading[state],
    ...pending.map((id) =>
      leaving.includes(id) ? `  revision ${id} is newer than the target, and would be walked back` : `  pending revision ${id}`,
    ),
    ...told.map((change) => `  the Schema asks to ${wish(change)}`),
    ...(schemaAhead.length > 0 ? [`  ${remedies[mode]}`] : []),
    ...(mode === "versioned" && schemaAhead.some(({ action }) => action === "drop")
      ? ["  What is not to be dropped: declare it in the Schema (keelson inspect prints it)"]
      : []),
    ...drift.map(driftLine),
    ...(drift.length > 0 ? [`  ${ofDrift[mode]}`] : []),
    ...unmanaged.map(({ kind, name, reason }) => `  unmanaged: ${kindTitle(kind)} ${name} (${reason})`),
  ].join("\n");
}

const wish = ({ action, kind, name, from }: ChangeDescription): string =>
  action === "data"
    ? `keep the rows of ${name} in step (${kind})`
    : from === undefined
      ? `${action} ${kindTitle(kind)} ${name}`
      : `${action} ${kindTitle(kind)} ${from} to ${name.slice(name.lastIndexOf(".") + 1)}`;
