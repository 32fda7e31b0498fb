/** JSON with keys sorted and absent values left out: equal values give equal text, the input of every digest. */
export const canonicalJson = (value: unknown): string => write(value) ?? "null";

/** Written by hand: every document and every statement of a plan passes through here, and a replacer of JSON.stringify takes four times as long. */
function write(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return write(value.toJSON());
  if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? "null").join(",")}]`;
  const record = value as Readonly<Record<string, unknown>>;
  const fields: string[] = [];
  for (const key of sortedKeys(record)) {
    const text = write(record[key]);
    if (text !== undefined) fields.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${fields.join(",")}}`;
}

/** By code unit, but numbers first and by their value: the order of an object's own keys, which digests in journals were made with. */
function sortedKeys(record: object): readonly string[] {
  const keys = Object.keys(record);
  const text = keys.findIndex((key) => !isIndex(key));
  if (text === -1) return keys;
  return text === 0 ? keys.sort() : [...keys.slice(0, text), ...keys.slice(text).sort()];
}

const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
