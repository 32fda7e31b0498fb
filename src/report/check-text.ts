import type { Comparison } from "../reconcile/compare.ts";

const heading: Readonly<Record<Comparison["state"], string>> = {
  inSync: "In sync.",
  pending: "Changes are pending.",
  drift: "The database was changed by hand.",
};

const remedies: Readonly<Record<Comparison["mode"], string>> = {
  versioned: 'Write the step with keelson revision --autogenerate -m "…"',
  declarative: "Bring it about with keelson apply",
};

/** A comparison for people. */
export function checkText({ state, mode, pending, schemaAhead, drift, unmanaged }: Comparison): string {
  return [
    heading[state],
    ...pending.map((id) => `  pending revision ${id}`),
    ...schemaAhead.map(({ action, kind, name }) => `  the Schema asks to ${action} ${kind} ${name}`),
    ...(schemaAhead.length > 0 ? [`  ${remedies[mode]}`] : []),
    ...(mode === "versioned" && schemaAhead.some(({ action }) => action === "drop") ? ["  What is not to be dropped: declare it in the Schema (keelson inspect prints it)"] : []),
    ...drift.map(({ change, kind, name }) => `  drift: ${kind} ${name} is ${change}`),
    ...unmanaged.map(({ kind, name, reason }) => `  unmanaged: ${kind} ${name} (${reason})`),
  ].join("\n");
}
