/** Kinds of objects whose definition is the statement that makes them, whatever is in it. */
export const ddlKinds = [
  "language",
  "accessMethod",
  "collation",
  "baseType",
  "conversion",
  "textSearchParser",
  "textSearchTemplate",
  "textSearchDictionary",
  "textSearchConfiguration",
  "operator",
  "operatorFamily",
  "operatorClass",
  "cast",
  "transform",
  "statistics",
] as const;
export type DdlKind = (typeof ddlKinds)[number];
export const isDdlKind = (kind: string): kind is DdlKind => (ddlKinds as readonly string[]).includes(kind);
