/** JSON with keys sorted and absent values left out: equal values give equal text, the input of every digest. */
export const canonicalJson = (value: unknown): string => write(value) ?? "null";

/** Written by hand: every document and every statement of a plan passes through here, and a replacer of JSON.stringify takes several times as long. */
function write(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return write(value.toJSON());
  return Array.isArray(value) ? writeList(value) : writeRecord(value as Readonly<Record<string, unknown>>);
}

function writeList(items: readonly unknown[]): string {
  let text = "";
  for (const item of items) text += `${text === "" ? "" : ","}${write(item) ?? "null"}`;
  return `[${text}]`;
}

function writeRecord(record: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const key of sortedKeys(record)) {
    const field = write(record[key]);
    if (field !== undefined) text += `${text === "" ? "" : ","}${quotedKey(key)}:${field}`;
  }
  return `{${text}}`;
}

/** A few hundred names make up nearly all keys. */
const quotedKeys = new Map<string, string>();
const mostQuotedKeys = 4096;

function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(key);
  if (quotedKeys.size < mostQuotedKeys) quotedKeys.set(key, quoted);
  return quoted;
}

/** By code unit, but numbers first and by their value: the order of an object's own keys, which digests in journals were made with. */
function sortedKeys(record: object): readonly string[] {
  const keys = Object.keys(record);
  if (keys.every((key, at) => at === 0 || (keys[at - 1] as string) < key)) return keys;
  const text = keys.findIndex((key) => !isIndex(key));
  if (text === -1) return keys;
  return text === 0 ? keys.sort() : [...keys.slice(0, text), ...keys.slice(text).sort()];
}

const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
