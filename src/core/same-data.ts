/** Whether two pieces of plain data have the same parts; the order of keys has no meaning. A key that is there and `undefined` is one more than a key that is not. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b);
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  // A loop, since this is asked of every field of every object.
  for (const key of keys) if (!Object.hasOwn(b, key) || !sameData(a[key as never], b[key as never])) return false;
  return true;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (const [at, item] of a.entries()) if (!sameData(item, b[at])) return false;
  return true;
}
