import { didYouMean } from "../core/did-you-mean.ts";
import { digestPattern } from "../core/digest.ts";
import { durationPattern } from "../core/duration.ts";
import { classOfField, classOfMapAt } from "./field-class.ts";
import type { Part } from "./locate.ts";
import { type FieldPath, formatPath } from "./path.ts";
import type { Violation } from "./validator.ts";

/** A violation in words, with the field that it is about. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly path: FieldPath;
  readonly part: Part;
}

/** Says what is wrong with the value at a path; `written` is its text where it is a scalar. */
export function describeViolation({ keyword, params }: Violation, path: FieldPath, value: unknown, written: string | undefined): Finding {
  const field = formatPath(path);
  const at = (code: string, message: string, remedy: string): Finding => ({ code, message, remedy, path, part: "value" });
  switch (keyword) {
    case "closed":
      return {
        ...unknownField(String(params["field"]), params["known"] as string[], field),
        path: [...path, String(params["field"])],
        part: "key",
      };
    case "required":
    case "dependencies": {
      const missing = String(params["missingProperty"]);
      return at(
        "missing-field",
        `${field} has no ${missing}`,
        missing === "revises" ? "Write `revises: [parent ids]`, or `revises: []` to start a base" : `Write \`${missing}\` here`,
      );
    }
    case "type":
      return wrongType(
        [params["type"]].flat().flatMap((type) => String(type).split(",")),
        path,
        value,
        written,
      );
    case "enum":
      return at(
        "unknown-word",
        `${field} is ${JSON.stringify(value)}`,
        oneOf(String(value), (params["allowedValues"] as unknown[]).map(String)),
      );
    case "form":
      return wrongForm(String(params["pattern"]), path, value, written);
    case "pattern":
      return at("wrong-form", `${field} is ${JSON.stringify(value)}`, `Write ${formOf(String(params["pattern"]))}`);
    case "minLength":
      return at("empty-text", `${field} is empty`, "Write a text, or leave the field out");
    case "maxLength":
      return at("text-too-long", `${field} is longer than ${params["limit"]} characters`, "Shorten it");
    case "minItems":
    case "minProperties":
      return at("empty-value", `${field} is empty`, "Write what belongs there, or leave the field out");
    case "minimum":
      return at("number-out-of-range", `${field} is ${String(value)}`, `Write a whole number from ${params["limit"]}`);
    case "exactlyOneOf":
    case "atMostOneOf":
    case "excludes":
      return oneField(String(params["names"]).split(" "), path, value);
    default:
      return at("invalid-value", `${field} is not as it should be (${keyword})`, "Compare with the reference of this kind");
  }
}

function wrongForm(pattern: string, path: FieldPath, value: unknown, written: string | undefined): Finding {
  const field = formatPath(path);
  if (typeof value !== "string" && written !== undefined && written !== "" && new RegExp(pattern).test(written))
    return {
      code: "text-expected",
      message: `${field} is a text, here it is ${articleOf(value)}`,
      remedy: `Quote it: ${JSON.stringify(written)}`,
      path,
      part: "value",
    };
  return {
    code: "wrong-form",
    message: `${field} is ${written ?? JSON.stringify(value)}`,
    remedy: `Write ${formOf(pattern)}`,
    path,
    part: "value",
  };
}

function unknownField(field: string, known: readonly string[], parent: string): Pick<Finding, "code" | "message" | "remedy"> {
  const message = `${parent === "" ? "the document" : parent} has no field ${JSON.stringify(field)}`;
  const meant = didYouMean(field, known);
  return {
    code: "unknown-field",
    message,
    remedy: meant === undefined ? `Use one of ${known.toSorted().join(", ")}` : `Did you mean ${JSON.stringify(meant)}?`,
  };
}

function oneField(names: readonly string[], path: FieldPath, value: unknown): Finding {
  const present = names.filter((name) => (value as Record<string, unknown>)[name] !== undefined);
  const field = formatPath(path);
  if (present.length === 0)
    return {
      code: "one-of-missing",
      message: `${field} has none of ${names.join(", ")}`,
      remedy: "Write exactly one of them",
      path,
      part: "value",
    };
  return {
    code: "one-of-many",
    message: `${field} has ${present.join(" and ")}`,
    remedy: "Keep one of them",
    path: [...path, present[1] ?? present[0] ?? ""],
    part: "key",
  };
}

const articles: Readonly<Record<string, string>> = {
  string: "a text",
  object: "a map",
  array: "a list",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "nothing",
};

function wrongType(types: readonly string[], path: FieldPath, value: unknown, written: string | undefined): Finding {
  const field = formatPath(path);
  const at = (code: string, message: string, remedy: string): Finding => ({ code, message, remedy, path, part: "value" });
  const wanted = types.map((type) => articles[type] ?? type).join(" or ");
  const map = classOfMapAt(path.slice(0, -1));
  // The values of an enum stand in a list; those of a row under the names of columns.
  if (value === null && map === "rows" && typeof path.at(-1) === "string")
    return at("null-in-row", `${field} is null`, 'Write { sql: "NULL" }, or leave the column out for its default');
  // A tilde in quotes would be SQL that is none.
  if (value === null && (written === undefined || written === "" || written === "~"))
    return at("empty-value", `${field} has no value`, `Write ${wanted}, or leave the field out`);
  const quoted = JSON.stringify(written ?? String(value));
  if (types.includes("string") && !isCollection(value)) {
    const key = path.at(-1);
    if (classOfField(path) === "sql")
      return at(
        "sql-not-text",
        `${field} holds SQL and is a text, here it is ${articleOf(value)}`,
        `Quote it: ${typeof key === "string" ? `${key}: ` : ""}${quoted}`,
      );
    return at("text-expected", `${field} is ${wanted}, here it is ${articleOf(value)}`, `Quote it: ${quoted}`);
  }
  if (map === "rows") return at("untagged-value", `${field} is ${articleOf(value)}`, "Give it as { json: … }");
  return at("wrong-type", `${field} is ${articleOf(value)}`, `Write ${wanted}`);
}

const isCollection = (value: unknown): boolean => typeof value === "object" && value !== null;

function articleOf(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "object":
      return "a map";
    case "boolean":
      return "true or false";
    case "number":
      return "a number";
    default:
      return "a text";
  }
}

function oneOf(word: string, words: readonly string[]): string {
  const meant = didYouMean(word, words);
  return `${meant === undefined ? "" : `Did you mean ${JSON.stringify(meant)}? `}Use ${words.length === 1 ? words[0] : `one of ${words.join(", ")}`}`;
}

/** Patterns in words. */
const forms: Readonly<Record<string, string>> = {
  [durationPattern]: "a duration such as 300ms, 1s, 5m, 24h or 1h30m",
  "^-?[0-9]+$": "a whole number",
  "^none$": "none, or a value of its own kind",
  "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$": "lower-case letters, digits, `-` and `.`, as Kubernetes takes it",
  [digestPattern]: "sha256: and 64 hexadecimal digits",
  "^[A-Za-z0-9+/\\s]*(?:=\\s*){0,2}$": "bytes in base64",
  "^(default|full|nothing)$": "default, full, nothing, or { index: name }",
};
const formOf = (pattern: string): string => forms[pattern.replace(/\|\^none\$$/, "")] ?? `a text that matches ${pattern}`;
