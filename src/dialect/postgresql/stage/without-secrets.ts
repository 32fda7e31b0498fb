import { holdsSecretMark, secretMark } from "../../../model/secret-mark.ts";
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
  return [
    [inJson(literal), quoteLiteral(mark)],
    [literal, quoteLiteral(mark)],
    [inJson(value), mark],
    [value, mark],
  ];
};

/** As the server calls a text that it cannot read, of which it tells parts: of a connection string too. */
const unreadable = "42601";

/** The driver's error with marks for the secrets in all that it tells. `statement`: the one that failed, with marks; null: none of the plan's. */
export function withoutSecrets(error: unknown, values: Values, statement: string | null): unknown {
  if (values.size === 0 || !(error instanceof Error) || !("severity" in error)) return error;
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  if (code === unreadable && statement !== null && holdsSecretMark(statement))
    return Object.assign(new Error("The value of a secret is not written as the server reads it; what it says of it is kept back"), {
      code,
      severity,
    });
  const told = Object.entries(error).map(([field, value]) => [field, typeof value === "string" ? hideSecrets(value, values) : value]);
  return Object.assign(new Error(hideSecrets(error.message, values)), Object.fromEntries(told));
}
