import { misreading } from "../plain-scalar.ts";

const words: ReadonlyMap<string, boolean | null | "unclear"> = new Map<string, boolean | null | "unclear">([
  ["true", true],
  ["false", false],
  ["null", null],
  ...["True", "TRUE", "False", "FALSE", "Null", "NULL"].map((word) => [word, "unclear"] as const),
]);

/** What begins with one of these is no number. SQL often begins with a parenthesis. */
const wordy = /^[A-Za-z_($/]/;
const number = /^(?:0|-?[1-9][0-9]{0,14})$/;
const fraction = /^-?(?:0|[1-9][0-9]*)\.[0-9]+$/;
const duration = /^[1-9][0-9]*(?:ms|[hms])$/;

/** The value of an unquoted text that every reader takes for the same thing; undefined for all others. */
export function plainValue(text: string): string | number | boolean | null | undefined {
  if (!wordy.test(text)) return plainNumber(text) ?? (duration.test(text) ? text : undefined);
  const word = words.get(text);
  if (word !== undefined) return word === "unclear" ? undefined : word;
  return misreading(text) === undefined ? text : undefined;
}

/** Only what comes back from a double as it was written. */
function plainNumber(text: string): number | undefined {
  if (number.test(text)) return Number(text);
  return fraction.test(text) && String(Number(text)) === text ? Number(text) : undefined;
}

/** A key of a map where nothing has to be asked about it; undefined for all others. */
export function plainKey(written: string): string | undefined {
  const isQuoted = written.startsWith('"');
  const key = isQuoted ? written.slice(1, -1) : written;
  if (key === "__proto__") return undefined;
  return isQuoted || (!words.has(key) && misreading(key) === undefined) ? key : undefined;
}
