import { kindTitle } from "../model/kind/kinds.ts";
import type { DriftObject } from "../status/status.ts";

/** What somebody's hand did to one object, for people. */
export const driftLine = ({ change, kind, name }: DriftObject): string => `  drift: ${kindTitle(kind)} ${name} ${verdicts[change]}`;

const verdicts: Readonly<Record<DriftObject["change"], string>> = {
  missing: "is missing",
  extra: "was added",
  changed: "was changed",
};
