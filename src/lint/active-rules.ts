import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { ActiveRule } from "./judge.ts";
import type { Rule, RuleSeverity } from "./rule.ts";

/** What a project says of rules, by code: how grave they are, or that with settings of their own beside it. */
export type RuleSettings = Readonly<
  Record<string, RuleSeverity | ({ readonly severity?: RuleSeverity } & Readonly<Record<string, string>>)>
>;

/** The rules that are asked, as the project's settings want them; and what is wrong with those. */
export function activeRules(
  rules: readonly Rule[],
  settings: RuleSettings,
): { readonly active: readonly ActiveRule[]; readonly diagnostics: readonly Diagnostic[] } {
  const codes = rules.map(({ code }) => code);
  const diagnostics = Object.entries(settings).flatMap(([code, setting]) => {
    const rule = rules.find((each) => each.code === code);
    if (rule === undefined) return [fault("unknown-rule", `there is no rule ${code}`, hint(code, codes) ?? "Take it out of `rules`")];
    const allowed = Object.keys(rule.options ?? {});
    return Object.entries(optionsOf(setting)).flatMap(([option, value]) =>
      allowed.includes(option)
        ? badPattern(option, value)
        : [
            fault(
              "unknown-setting",
              `rule ${code} has no setting ${option}`,
              allowed.length === 0 ? "Take it out" : `Settings of it are ${allowed.join(", ")}`,
            ),
          ],
    );
  });
  const active = rules.flatMap((rule): readonly ActiveRule[] => {
    const setting = settings[rule.code];
    const severity = (typeof setting === "string" ? setting : setting?.severity) ?? rule.severity;
    return severity === "off" ? [] : [{ rule, severity, options: setting === undefined ? {} : optionsOf(setting) }];
  });
  return { active, diagnostics };
}

function optionsOf(setting: RuleSettings[string]): Readonly<Record<string, string>> {
  if (typeof setting === "string") return {};
  const { severity: _severity, ...options } = setting;
  return options;
}

/** A setting called `pattern` is a regular expression. */
function badPattern(option: string, value: string): readonly Diagnostic[] {
  if (option !== "pattern") return [];
  try {
    new RegExp(value, "u");
    return [];
  } catch (error) {
    if (error instanceof SyntaxError) return [fault("invalid-setting", `"${value}" is no regular expression`, "Correct the pattern")];
    throw error;
  }
}

const hint = (code: string, codes: readonly string[]): string | undefined => {
  const near = didYouMean(code, codes);
  return near === undefined ? undefined : `Did you mean ${near}?`;
};

const fault = (code: string, message: string, remedy: string): Diagnostic => ({ code, severity: "error", message, remedy });
