import type { TypeName } from "./body.ts";

/** Types whose values compare with each other, whatever is kept of them. */
const comparable: readonly ReadonlySet<string>[] = [
  new Set(["smallint", "integer", "bigint", "numeric", "real", "double precision"]),
  new Set(["text", "character varying", "character"]),
  new Set(["date", "timestamp", "timestamp with time zone", "timestamp without time zone"]),
  new Set(["cidr", "inet"]),
];

/** Whether what reads values of the one type cannot be sure to read those of the other. */
export function isOtherFamily(from: TypeName, to: TypeName): boolean {
  const [old, now] = [family(from), family(to)];
  return old !== now && !comparable.some((types) => types.has(old) && types.has(now));
}

const family = (type: TypeName): string => type.replace(/ ?\([\d, ]+\)/, "");
