import type { FieldPath } from "./path.ts";

/** Fields whose text is SQL, wherever they stand. */
const sqlFields: ReadonlySet<string> = new Set([
  "sql",
  "text",
  "type",
  "ofType",
  "default",
  "expression",
  "where",
  "using",
  "downgradeUsing",
  "check",
  "query",
  "bounds",
]);

/** What the text of a field is: SQL, data converted by its column's type, or plain words and names. */
export type FieldClass = "sql" | "value" | "plain";

/**
 * What the keys of a map are. `spec`: of a document. `fields`: of the language. `rows`: columns with values. `assignments`: columns with SQL.
 * `tag`: the one tag of a value. `data`: whatever people chose.
 */
export type MapClass = "spec" | "fields" | "rows" | "assignments" | "tag" | "data";

const below: Readonly<Record<string, MapClass>> = {
  spec: "spec",
  set: "assignments",
  rows: "rows",
  values: "rows",
  labels: "data",
  annotations: "data",
  matchLabels: "data",
  options: "data",
  variables: "data",
};

/** The class of the map under a key of a map. */
export function classOfMap(above: MapClass, key: string): MapClass {
  switch (above) {
    case "spec":
      // The rows of a Schema are entries; those of a step are rows.
      return key === "rows" ? "fields" : classOfMap("fields", key);
    case "fields":
      return Object.hasOwn(below, key) ? (below[key] as MapClass) : "fields";
    case "rows":
    case "assignments":
      return "tag";
    case "tag":
    case "data":
      return "data";
  }
}

/** The class of the text under a key of a map. */
export function classOfText(map: MapClass, key: string): FieldClass {
  switch (map) {
    case "spec":
    case "fields":
      return sqlFields.has(key) ? "sql" : Object.hasOwn(below, key) ? "value" : "plain";
    case "assignments":
      return "sql";
    case "tag":
      return key === "sql" ? "sql" : "value";
    case "rows":
    case "data":
      return "value";
  }
}

/** The class of the text at a path inside a resource. */
export function classOfField(path: FieldPath): FieldClass {
  const keys = path.filter((part) => typeof part === "string");
  const last = keys.pop() ?? "";
  return classOfText(keys.reduce(classOfMap, "fields"), last);
}

/** The class of the map at a path inside a resource. */
export const classOfMapAt = (path: FieldPath): MapClass =>
  path.filter((part) => typeof part === "string").reduce(classOfMap, "fields" as MapClass);
