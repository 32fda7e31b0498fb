import type { TypeName } from "./body.ts";

/** Types whose values compare with each other, whatever is kept of them. */
const comparable: readonly ReadonlySet<string>[] = [
  new Set(["smallint", "integer", "bigint", "numeric", "real", "double precision"]),
  new Set(["text", "character varying", "character"]),
  new Set(["date", "timestamp", "timestamp with time zone", "timestamp without time zone"]),
  new Set(["cidr", "inet"]),
];

const texts = comparable[1] as ReadonlySet<string>;

/** Whether what reads values of the one type cannot be sure to read those of the other. */
export function isOtherFamily(from: TypeName, to: TypeName): boolean {
  const [old, now] = [family(from), family(to)];
  return old !== now && !comparable.some((types) => types.has(old) && types.has(now));
}

/** Whether a constant of which nobody says what it is, is of another type beside the one than beside the other. */
export function readsConstantsOtherwise(from: TypeName, to: TypeName): boolean {
  const [old, now] = [family(from), family(to)];
  return old !== now && !(texts.has(old) && texts.has(now));
}

/** Whether a text has such a constant. */
export const hasPlainConstant = (text: string): boolean => text.replaceAll(/'(?:[^']|'')*'\s*::/g, "").includes("'");

const family = (type: TypeName): string => type.replace(/ ?\([\d, ]+\)/, "");
