import { compareVersions, parseVersion, type Version } from "./semver.ts";

interface Bound {
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly version: Version;
}

/** Whether a version lies in a range. */
export type VersionRange = (version: Version) => boolean;

/** A range as npm writes them: `^1.2`, `~1.2.3`, `1.x`, `>=1.2 <2`, `1.2 - 1.4`, `1 || 3`. Undefined for what is none. */
export function parseRange(text: string): VersionRange | undefined {
  const alternatives = text.split("||").map((each) => boundsOf(each.trim()));
  if (alternatives.some((bounds) => bounds === undefined)) return undefined;
  return (version) => alternatives.some((bounds) => bounds !== undefined && isWithin(version, bounds));
}

/** A version before a release is taken only where the range names one of the same release. */
function isWithin(version: Version, bounds: readonly Bound[]): boolean {
  const isNamed =
    version.before.length === 0 || bounds.some((bound) => bound.version.before.length > 0 && sameRelease(bound.version, version));
  return isNamed && bounds.every((bound) => holds(compareVersions(version, bound.version), bound.operator));
}

const sameRelease = (a: Version, b: Version): boolean => a.numbers.every((number, index) => number === b.numbers[index]);

function holds(difference: number, operator: Bound["operator"]): boolean {
  switch (operator) {
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
  }
}

function boundsOf(text: string): readonly Bound[] | undefined {
  const [, from, to] = /^(\S+)\s+-\s+(\S+)$/.exec(text) ?? [];
  const words = from !== undefined && to !== undefined ? [`>=${from}`, `<=${to}`] : text.replace(/([<>=^~])\s+/g, "$1").split(/\s+/);
  const bounds = words.map((word) => boundsOfWord(word));
  return bounds.some((each) => each === undefined) ? undefined : bounds.flatMap((each) => each ?? []);
}

const wordForm = /^(\^|~|>=|<=|>|<|=)?v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

function boundsOfWord(word: string): readonly Bound[] | undefined {
  const match = wordForm.exec(word);
  if (match === null || match[2] === undefined) return undefined;
  const [, operator = "=", ...parts] = match;
  const numbers = parts.slice(0, 3).map((part) => (part === undefined || /[xX*]/.test(part) ? undefined : Number(part)));
  const given = numbers.includes(undefined) ? numbers.indexOf(undefined) : 3;
  const [major = 0, minor = 0, patch = 0] = numbers.slice(0, given).map((number) => number ?? 0);
  const before = given === 3 && parts[3] !== undefined ? (parseVersion(`0.0.0${parts[3]}`)?.before ?? []) : [];
  const low: Version = { numbers: [major, minor, patch], before };
  const next = (place: number): Version => after(low, place);
  switch (operator) {
    case ">=":
      return [{ operator, version: low }];
    case "<":
      return [{ operator, version: low }];
    case ">":
      return given === 3 ? [{ operator, version: low }] : given === 0 ? [] : [{ operator: ">=", version: next(given - 1) }];
    case "<=":
      return given === 3 ? [{ operator, version: low }] : given === 0 ? [] : [{ operator: "<", version: next(given - 1) }];
    case "~":
      return given === 0 ? [] : between(low, next(Math.min(given - 1, 1)));
    case "^":
      return given === 0 ? [] : between(low, next(Math.min(leading(low), given - 1)));
    default:
      return given === 0
        ? []
        : given === 3
          ? [
              { operator: ">=", version: low },
              { operator: "<=", version: low },
            ]
          : between(low, next(given - 1));
  }
}

const between = (low: Version, high: Version): readonly Bound[] => [
  { operator: ">=", version: low },
  { operator: "<", version: high },
];

/** Place of the first number that is not 0: what `^` keeps. */
const leading = ({ numbers }: Version): number => {
  const place = numbers.findIndex((number) => number !== 0);
  return place === -1 ? 2 : place;
};

/** The version at which the number at a place has gone up by one. */
const after = ({ numbers: [major, minor, patch] }: Version, place: number): Version => ({
  numbers: place === 0 ? [major + 1, 0, 0] : place === 1 ? [major, minor + 1, 0] : [major, minor, patch + 1],
  before: [],
});
