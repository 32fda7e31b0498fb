import { kindTitle } from "../model/kind/kinds.ts";
import type { DriftObject, Status } from "../status/status.ts";

/** What somebody's hand did to one object, for people. */
export const driftLine = (object: DriftObject): string => `  drift: ${kindTitle(object.kind)} ${object.name} ${driftVerdict(object)}`;

/** All that a status has room for. */
export const driftLines = ({ drift }: Pick<Status, "drift">): readonly string[] => [
  ...(drift?.objects ?? []).map(driftLine),
  ...(drift?.more === undefined ? [] : [`  drift: and ${drift.more} more`]),
];

const verdicts: Readonly<Record<DriftObject["change"], string>> = { missing: "is missing", extra: "was added", changed: "was changed" };

/** What was done to it, behind its name. */
export const driftVerdict = ({ change, fields = [] }: Pick<DriftObject, "change" | "fields">): string =>
  fields.length === 0 ? verdicts[change] : `${verdicts[change]} (${fields.map(inWords).join(", ")})`;

/** `securityLabels` as `security labels`. */
const inWords = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
