import { quoteLiteral } from "../quote.ts";
import { secretMark } from "../object/secret-mark.ts";

type Values = ReadonlyMap<string, string>;

/** What the server said, with marks for the secrets in it: a trigger or a wrapper's validator may repeat the statement that it was given. */
export function hideSecrets(text: string, values: Values): string {
  // The longest first: one may be a part of another.
  const given = [...values].filter(([, value]) => value !== "").sort(([, a], [, b]) => b.length - a.length);
  return given.reduce((said, [name, value]) => said.replaceAll(quoteLiteral(value), () => quoteLiteral(secretMark(name))).replaceAll(value, () => secretMark(name)), text);
}

/** The driver's error with marks for the secrets in all that it tells. */
export function withoutSecrets(error: unknown, values: Values): unknown {
  if (values.size === 0 || !(error instanceof Error) || !("severity" in error)) return error;
  const told = Object.entries(error).map(([field, value]) => [field, typeof value === "string" ? hideSecrets(value, values) : value]);
  return Object.assign(new Error(hideSecrets(error.message, values)), Object.fromEntries(told));
}
