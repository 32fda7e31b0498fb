import { didYouMean } from "../core/did-you-mean.ts";
import type { Finding } from "./describe-violation.ts";
import { classOfMap, classOfText, type MapClass } from "./field-class.ts";
import { isOneStatement } from "./ddl/one-statement.ts";
import { type FieldPath, formatPath } from "./path.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One term of a range of versions; all terms must hold, a bare version is every version that begins with it. */
const versionTerm = /^(?:>=|<=|>|<|=)?[0-9]+(?:\.[0-9]+)*$/;

/** What no shape can say of the fields of a spec: dialects that there are, version ranges, queries with what they must give. */
export function checkFields(spec: unknown, base: FieldPath, dialects: readonly string[], find: (finding: Finding) => void): void {
  const path: (string | number)[] = [...base];
  const visit = (value: unknown, map: MapClass): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) within(index, value[index], map);
      return;
    }
    if (map === "fields") checkMap(value as Fields, path, dialects, find);
    for (const key of Object.keys(value)) {
      const inner = (value as Fields)[key];
      if (typeof inner === "object") within(key, inner, classOfMap(map, key));
      else if (typeof inner === "string" && inner.includes(";")) checkText(inner, map, [...path, key], find);
    }
  };
  const within = (step: string | number, value: unknown, map: MapClass): void => {
    path.push(step);
    visit(value, map);
    path.pop();
  };
  visit(spec, "spec");
}

function checkMap(map: Fields, path: FieldPath, dialects: readonly string[], find: (finding: Finding) => void): void {
  const { dialects: overlays, dialect, serverVersion, query, expect } = map;
  if (isMap(overlays)) for (const name of Object.keys(overlays)) checkDialect(name, [...path, "dialects", name], "key", dialects, find);
  // Most have none of what a condition has.
  if (dialect === undefined && serverVersion === undefined && query === undefined && expect === undefined) return;
  if (isCondition(path)) {
    for (const [index, name] of [dialect].flat().entries())
      if (typeof name === "string")
        checkDialect(name, Array.isArray(dialect) ? [...path, "dialect", index] : [...path, "dialect"], "value", dialects, find);
    if (serverVersion !== undefined) checkRange(String(serverVersion), [...path, "serverVersion"], find);
    if (expect !== undefined && query === undefined)
      find({
        code: "when-without-query",
        message: `${formatPath(path)} has expect but no query`,
        remedy: "Write the query whose value is expected",
        path: [...path, "expect"],
        part: "key",
      });
    if (query !== undefined && expect === undefined)
      find({
        code: "when-without-expect",
        message: `${formatPath(path)} has a query but no expect`,
        remedy: "Write what the query must give",
        path: [...path, "query"],
        part: "key",
      });
  }
}

/** Text that becomes a part of a statement ends where its field ends; only steps of `sql`, and DDL given whole, are statements of their own. */
function checkText(text: string, map: MapClass, path: FieldPath, find: (finding: Finding) => void): void {
  const key = String(path.at(-1));
  if (classOfText(map, key) !== "sql" || key === "text" || (key === "sql" && map !== "tag")) return;
  const kind = key === "query" ? "query" : "expression";
  if (isOneStatement(text, kind)) return;
  find({
    code: "several-statements",
    message: `${formatPath(path)} is one ${kind}, and ${kind === "query" ? "goes on after its semicolon" : "holds a semicolon"}`,
    remedy: `Keep the ${kind} alone; a further statement is a step of its own, \`sql\``,
    path,
    part: "value",
  });
}

/** True for the map of a `when` and what `all`, `any`, `not` hold. */
function isCondition(path: FieldPath): boolean {
  const keys = path.filter((part) => typeof part === "string");
  const outer = keys.findLastIndex((key) => key !== "all" && key !== "any" && key !== "not");
  return keys[outer] === "when";
}

function checkDialect(
  name: string,
  path: FieldPath,
  part: "key" | "value",
  known: readonly string[],
  find: (finding: Finding) => void,
): void {
  if (known.includes(name) || name.includes("{{")) return;
  const meant = didYouMean(name, known);
  find({
    code: "unknown-dialect",
    message: `there is no dialect ${JSON.stringify(name)}`,
    remedy: meant === undefined ? `Use one of ${known.join(", ")}` : `Did you mean ${JSON.stringify(meant)}?`,
    path,
    part,
  });
}

function checkRange(text: string, path: FieldPath, find: (finding: Finding) => void): void {
  const terms = text
    .trim()
    .replace(/([<>=])\s+/g, "$1")
    .split(/\s+/);
  if (terms.every((term) => versionTerm.test(term))) return;
  find({
    code: "wrong-form",
    message: `${formatPath(path)} is ${JSON.stringify(text)}`,
    remedy: 'Write a range of versions such as ">=15", ">=14 <17" or "16"',
    path,
    part: "value",
  });
}

const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
