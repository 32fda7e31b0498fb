/** A version as numbers: `15.4` is [15, 4]. */
export type ServerVersion = readonly number[];

interface Comparison {
  readonly operator: string;
  readonly version: ServerVersion;
}
/** Comparisons that must all hold. */
export type VersionRange = readonly Comparison[];

const part = /^(>=|<=|>|<|=)?\s*([0-9]+(?:\.[0-9]+)*)$/;

/** The range in a text such as `>=14 <17`, or undefined where it is none. A bare version means that version and what it begins: `15` is every 15.x. */
export function parseVersionRange(text: string): VersionRange | undefined {
  const words = text
    .trim()
    .replace(/([<>=])\s+/g, "$1")
    .split(/\s+/);
  const comparisons = words.map((word) => part.exec(word));
  if (comparisons.some((match) => match === null)) return undefined;
  return comparisons.map((match) => ({ operator: match?.[1] ?? "=", version: parseVersion(match?.[2] ?? "") }));
}

/** The leading numbers of what a server says its version is. */
export const parseVersion = (text: string): ServerVersion => (/^[0-9]+(?:\.[0-9]+)*/.exec(text)?.[0] ?? "0").split(".").map(Number);

export const inRange = (version: ServerVersion, range: VersionRange): boolean => range.every((comparison) => holds(version, comparison));

function holds(version: ServerVersion, { operator, version: bound }: Comparison): boolean {
  // Compared only as far as the bound says: 15.4 is not above 15.
  const order = compare(version.slice(0, bound.length), bound);
  switch (operator) {
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    default:
      return order === 0;
  }
}

function compare(a: ServerVersion, b: ServerVersion): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
