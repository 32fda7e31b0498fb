/** JSON with keys sorted and absent values left out: equal values give equal text, the input of every digest. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (isRecord(entry) ? sorted(entry) : entry)) ?? "null";
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(record).sort()) if (record[key] !== undefined) result[key] = record[key];
  return result;
}
