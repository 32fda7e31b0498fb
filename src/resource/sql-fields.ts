import type { SqlForm, SqlPart } from "../grammar/grammar.ts";
import { classOfMap, classOfText, type MapClass } from "./field-class.ts";
import { isOneStatement } from "./ddl/one-statement.ts";
import type { FieldPath } from "./path.ts";

/** The text of a SQL field, and where it stands. */
export interface SqlField extends SqlPart {
  readonly path: FieldPath;
}

export interface SqlFieldsRequest {
  readonly dialect: string;
  /** Whether a condition leaves out what it stands beside. */
  excludes(when: object): boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** What is read by the database's parser as it is; bounds are not. */
const forms: Readonly<Record<string, SqlForm>> = {
  expression: "expression",
  default: "default",
  where: "expression",
  using: "expression",
  downgradeUsing: "expression",
  query: "query",
  type: "type",
  text: "statements",
};

/** The SQL fields of a value of a document that count for one dialect. `map`: the class of the maps it begins with. */
export function sqlFields(value: unknown, map: MapClass, path: FieldPath, request: SqlFieldsRequest): readonly SqlField[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => sqlFields(item, map, [...path, index], request));
  if (typeof value !== "object" || value === null) return [];
  const { dialects, when, ...fields } = value as Fields;
  if (map === "fields" && isMap(when) && request.excludes(when)) return [];
  const own = map === "fields" && isMap(dialects) && isMap(dialects[request.dialect]) ? (dialects[request.dialect] as Fields) : {};
  const isLookedAt = (key: string): boolean => key !== "sql" || ({ ...fields, ...own } as Fields)["checkBody"] !== false;
  const beside = Object.keys(fields).filter((key) => !Object.hasOwn(own, key));
  return [
    ...beside.filter(isLookedAt).flatMap((key) => ofField(fields[key], map, [...path, key], request)),
    ...Object.keys(own)
      .filter(isLookedAt)
      .flatMap((key) => ofField(own[key], map, [...path, "dialects", request.dialect, key], request)),
    ...(isMap(when) ? sqlFields(when, "fields", [...path, "when"], request) : []),
  ];
}

function ofField(value: unknown, map: MapClass, path: FieldPath, request: SqlFieldsRequest): readonly SqlField[] {
  const key = String(path.at(-1));
  if (typeof value !== "string") return sqlFields(value, classOfMap(map, key), path, request);
  const form = classOfText(map, key) === "sql" ? formOf(map, key, path) : undefined;
  // The word unsets a field; of several statements the reader has told.
  const isRead =
    form !== undefined &&
    value !== "none" &&
    (form === "statements" || form === "definition" || isOneStatement(value, form === "query" || form === "view" ? "query" : "expression"));
  return isRead ? [{ text: value, form, path }] : [];
}

function formOf(map: MapClass, key: string, path: FieldPath): SqlForm | undefined {
  if (map === "assignments" || map === "tag") return "assigned";
  if (key === "sql") return path.some((part) => triggers.has(part)) ? "statements" : "definition";
  return key === "query" && path.some((part) => views.has(part)) ? "view" : forms[key];
}

const views: ReadonlySet<string | number> = new Set(["views", "createView", "alterView"]);

const triggers: ReadonlySet<string | number> = new Set(["triggers", "createTrigger", "alterTrigger"]);

const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
