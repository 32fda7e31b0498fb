/** Other engines' and older spellings of the portable types; the affinity of both sides is the same. */
const aliases: Readonly<Record<string, string>> = {
  int2: "smallint",
  int: "integer",
  int4: "integer",
  int8: "bigint",
  bool: "boolean",
  float4: "real",
  float: "double precision",
  float8: "double precision",
  double: "double precision",
  decimal: "numeric",
  "character varying": "varchar",
  character: "char",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
  "time without time zone": "time",
  "": "blob",
};

/** The portable type of bytes. A column declared so holds numbers for SQLite, whose own type of bytes is another: such a one is written in capitals. */
const bytes = "bytea";

/** The type that a document means: the portable `bytea` is a blob, all else as it is declared. */
export const meantType = (type: string): string => (type.trim() === bytes ? "blob" : canonicalType(type));

/** A declared type in one spelling: lower case, single spaces, aliases resolved, arguments kept: `VARCHAR ( 50 )` is `varchar(50)`. */
export function canonicalType(type: string): string {
  const match = /^\s*([^(]*?)\s*(?:\(([^)]*)\)\s*(.*?)\s*)?$/s.exec(type);
  const words = `${match?.[1] ?? type} ${match?.[3] ?? ""}`.trim().replaceAll(/\s+/g, " ").toLowerCase();
  const args = match?.[2]?.split(",").map((argument) => argument.trim());
  if (words === bytes) return bytes.toUpperCase();
  return `${aliases[words] ?? words}${args === undefined ? "" : `(${args.join(",")})`}`;
}

/** A type as it is declared, where more than capitals and spaces tells it from the canonical one. What a document means by it is that type again; a column without one is told as `blob`. */
export function declaredType(type: string): string | undefined {
  const canonical = canonicalType(type);
  const isTold = type.trim() === "" || meantType(type) !== canonical || inOneCase(type) === inOneCase(canonical);
  return isTold ? undefined : type.trim().replaceAll(/\s+/g, " ");
}

const inOneCase = (type: string): string => type.toLowerCase().replaceAll(/\s/g, "");

export type Affinity = "integer" | "text" | "blob" | "real" | "numeric";

/** SQLite's own rules, in their order. */
export function affinityOf(type: string): Affinity {
  const name = type.toUpperCase();
  if (name.includes("INT")) return "integer";
  if (/CHAR|CLOB|TEXT/.test(name)) return "text";
  if (name === "" || name.includes("BLOB")) return "blob";
  return /REAL|FLOA|DOUB/.test(name) ? "real" : "numeric";
}
