import { kindTitle } from "../model/kind/kinds.ts";
import type { DriftObject, Status } from "../status/status.ts";

/** What somebody's hand did to one object, for people. */
export const driftLine = ({ change, kind, name }: DriftObject): string => `  drift: ${kindTitle(kind)} ${name} ${verdicts[change]}`;

/** All that a status has room for. */
export const driftLines = ({ drift }: Pick<Status, "drift">): readonly string[] => [
  ...(drift?.objects ?? []).map(driftLine),
  ...(drift?.more === undefined ? [] : [`  drift: and ${drift.more} more`]),
];

const verdicts: Readonly<Record<DriftObject["change"], string>> = {
  missing: "is missing",
  extra: "was added",
  changed: "was changed",
};
