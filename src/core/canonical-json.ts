/** JSON with keys sorted and absent values left out: equal values give equal text, the input of every digest. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value)) ?? "null";

/** The same with every key in its place: the value itself where they all are, since then JSON.stringify writes it best. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return sorted(value.toJSON());
  return Array.isArray(value) ? sortedList(value) : sortedRecord(value as Readonly<Record<string, unknown>>);
}

function sortedList(items: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let at = 0; at < items.length; at++) {
    const item = sorted(items[at]);
    if (item === items[at]) continue;
    copy ??= [...items];
    copy[at] = item;
  }
  return copy ?? items;
}

/** By code unit, but numbers first and by their value: the order of an object's own keys, which digests in journals were made with. */
function sortedRecord(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(record);
  if (!isAscending(keys)) return inOrder(record, keys.sort());
  let copy: Record<string, unknown> | undefined;
  for (const key of keys) {
    const field = sorted(record[key]);
    if (field === record[key]) continue;
    copy ??= { ...record };
    copy[key] = field;
  }
  return copy ?? record;
}

function inOrder(record: Readonly<Record<string, unknown>>, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const ordered: Record<string, unknown> = {};
  for (const key of keys) {
    const value = sorted(record[key]);
    // Assigned, this one would be the prototype.
    if (key === "__proto__") Object.defineProperty(ordered, key, { value, enumerable: true });
    else ordered[key] = value;
  }
  return ordered;
}

function isAscending(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] as string) > (keys[at] as string)) return false;
  return true;
}
