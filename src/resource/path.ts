/** The way to a field inside a resource: keys and places in lists. */
export type FieldPath = readonly (string | number)[];

/** `spec.tables[0].name`, as messages show it. */
export function formatPath(path: FieldPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/** The path in a JSON pointer of a validator, below the value it validated. */
export function pathOfPointer(pointer: string, value: unknown): FieldPath {
  const path: (string | number)[] = [];
  let at = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(at) ? Number(key) : key;
    path.push(step);
    at = typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;
  }
  return path;
}

/** What lies at the path, or undefined. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** Where this very object stands in another; undefined where it does not. */
export function pathTo(wanted: object, inside: object): FieldPath | undefined {
  for (const [key, value] of Object.entries(inside) as readonly (readonly [string, unknown])[]) {
    const below = value === wanted ? [] : typeof value === "object" && value !== null ? pathTo(wanted, value) : undefined;
    if (below !== undefined) return [Array.isArray(inside) ? Number(key) : key, ...below];
  }
  return undefined;
}
