import { kindTitle } from "../model/kind/kinds.ts";
import type { DriftObject, Status } from "../status/status.ts";

/** What somebody's hand did to one object, for people. */
export const driftLine = ({ change, kind, name }: DriftObject): string => `  drift: ${kindTitle(kind)} ${name} ${driftVerdict[change]}`;

/** All that a status has room for. */
export const driftLines = ({ drift }: Pick<Status, "drift">): readonly string[] => [
  ...(drift?.objects ?? []).map(driftLine),
  ...(drift?.more === undefined ? [] : [`  drift: and ${drift.more} more`]),
];

/** What was done to it, behind its name. */
export const driftVerdict: Readonly<Record<DriftObject["change"], string>> = {
  missing: "is missing",
  extra: "was added",
  changed: "was changed",
};
