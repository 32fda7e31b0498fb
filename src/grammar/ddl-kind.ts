/** Kinds of objects whose definition is the statement that makes them, whatever is in it. */
export const ddlKinds = ["collation"] as const;
export type DdlKind = (typeof ddlKinds)[number];
export const isDdlKind = (kind: string): kind is DdlKind => (ddlKinds as readonly string[]).includes(kind);
