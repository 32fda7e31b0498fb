import { secretMark } from "../../../model/secret-mark.ts";
import { quoteLiteral } from "../quote.ts";

type Values = ReadonlyMap<string, string>;

/** What the server said, with marks for the secrets in it: a trigger or a wrapper's validator may repeat the statement that it was given, in JSON too. */
export function hideSecrets(text: string, values: Values): string {
  const marks = new Map([...values].filter(([, value]) => value !== "").flatMap(([name, value]) => formsOf(value, secretMark(name))));
  if (marks.size === 0) return text;
  // All at once, the longest first: one may be a part of another, or of a mark.
  const forms = [...marks.keys()].sort((a, b) => b.length - a.length).map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.replaceAll(new RegExp(forms.join("|"), "g"), (form) => marks.get(form) ?? form);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A value as it may be repeated, with what stands for it then. */
const formsOf = (value: string, mark: string): readonly (readonly [form: string, mark: string])[] => {
  const literal = quoteLiteral(value);
  return [[inJson(literal), quoteLiteral(mark)], [literal, quoteLiteral(mark)], [inJson(value), mark], [value, mark]];
};

/** The driver's error with marks for the secrets in all that it tells. */
export function withoutSecrets(error: unknown, values: Values): unknown {
  if (values.size === 0 || !(error instanceof Error) || !("severity" in error)) return error;
  const told = Object.entries(error).map(([field, value]) => [field, typeof value === "string" ? hideSecrets(value, values) : value]);
  return Object.assign(new Error(hideSecrets(error.message, values)), Object.fromEntries(told));
}
