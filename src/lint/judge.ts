import type { Diagnostic, Severity } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import type { Act, ActKind } from "../port/act.ts";
import type { Rule, Situation } from "./rule.ts";

/** A rule as this project wants it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options: Readonly<Record<string, string>>;
}

/** What one project asks, of one database. */
export interface Judging {
  readonly dialect: string;
  readonly rules: readonly ActiveRule[];
}

/** An act, where it is said, and what is known around it. */
export interface Judged {
  readonly act: Act;
  readonly place: () => Position | undefined;
  readonly situation: Omit<Situation, "option" | "dialect">;
}

/** A finding with what it is about, so that the same thing is told once. */
export interface Finding extends Diagnostic {
  /** Of an object that a Schema may declare and a revision may make. */
  readonly about?: string;
}

/** What the rules find about one act. */
export function judge({ act, place, situation }: Judged, { dialect, rules }: Judging): readonly Finding[] {
  return rules.flatMap(({ rule, severity, options }) => {
    const ask = rule.judges[act.kind as ActKind] as ((act: Act, at: Situation) => string | null) | undefined;
    if (
      ask === undefined ||
      (rule.dialects !== "all" && !rule.dialects.includes(dialect)) ||
      (rule.sources !== undefined && !rule.sources.includes(situation.source))
    )
      return [];
    const message = ask(act, { ...situation, dialect, option: (name) => options[name] ?? rule.options?.[name] ?? "" });
    if (message === null) return [];
    const position = place();
    const about = act.kind === "define" || act.kind === "defineColumn" ? `${rule.code} ${message}` : undefined;
    return [
      {
        code: rule.code,
        severity,
        message,
        remedy: rule.instead,
        ...(position === undefined ? {} : { position }),
        ...(about === undefined ? {} : { about }),
      },
    ];
  });
}
