import { InputError } from "../core/error.ts";
import type { Rule } from "./rule.ts";

const qualified = /^[a-z0-9-]+(\.[a-z0-9-]+)+\/[a-z][a-z0-9-]*$/;

/** Rules from outside, each with a code of its own. @throws InputError for a code without a domain, and for one that is there twice */
export function outsideRules(rules: readonly Rule[]): readonly Rule[] {
  const codes = new Set<string>();
  for (const { code } of rules) {
    if (!qualified.test(code))
      throw invalid("rule-code", `${code} is no code of a rule from outside`, "Give it a domain, such as acme.dev/no-blobs");
    if (codes.has(code)) throw invalid("rule-taken", `there are two rules ${code}`, "Register each once");
    codes.add(code);
  }
  return rules;
}

const invalid = (code: string, message: string, remedy: string): InputError => new InputError(message, { code, remedy });
