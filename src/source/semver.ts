/** A version as semantic versioning has it; what stands behind `+` orders nothing and is left out. */
export interface Version {
  readonly numbers: readonly [number, number, number];
  /** What stands behind `-`, part by part. */
  readonly before: readonly (number | string)[];
}

const form = /^v?(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Undefined for what is no version; a leading `v` is that of tags. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch, before] = form.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const parts = before?.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)) ?? [];
  return { numbers: [Number(major), Number(minor), Number(patch)], before: parts };
}

/** Negative where `a` is older. */
export function compareVersions(a: Version, b: Version): number {
  const [first = 0] = a.numbers.map((number, index) => number - (b.numbers[index] ?? 0)).filter((difference) => difference !== 0);
  if (first !== 0) return first;
  // 1.0.0-rc.1 comes before 1.0.0.
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (const [index, part] of a.before.entries()) {
    const other = b.before[index];
    if (other === undefined) return 1;
    if (part !== other) return comparePart(part, other);
  }
  return a.before.length - b.before.length;
}

function comparePart(part: number | string, other: number | string): number {
  if (typeof part === "number" && typeof other === "number") return part - other;
  if (typeof part !== typeof other) return typeof part === "number" ? -1 : 1;
  return part < other ? -1 : 1;
}
