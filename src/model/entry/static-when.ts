import type { StaticWhen } from "../kind/when.shape.ts";
import type { EntrySettings } from "./entry-context.ts";

/** `unknown`: the server's version decides, and there is no server. */
export type Verdict = "yes" | "no" | "unknown";

type StaticFacts = Pick<EntrySettings, "environment" | "serverVersion"> & { readonly grammar: { readonly dialect: string } };

/** Judges a condition from the Database document alone. */
export function judgeStatic(when: StaticWhen, facts: StaticFacts): Verdict {
  return every([
    ...(when.environment === undefined
      ? []
      : [verdict(facts.environment !== null && [when.environment].flat().includes(facts.environment))]),
    ...(when.dialect === undefined ? [] : [verdict([when.dialect].flat().includes(facts.grammar.dialect))]),
    ...(when.serverVersion === undefined ? [] : [judgeVersion(String(when.serverVersion), facts.serverVersion)]),
    ...(when.all ?? []).map((inner) => judgeStatic(inner, facts)),
    ...(when.any === undefined ? [] : [some(when.any.map((inner) => judgeStatic(inner, facts)))]),
    ...(when.not === undefined ? [] : [negate(judgeStatic(when.not, facts))]),
  ]);
}

export const verdict = (holds: boolean): Verdict => (holds ? "yes" : "no");
export const negate = (judged: Verdict): Verdict => (judged === "unknown" ? "unknown" : verdict(judged === "no"));
export const every = (judged: readonly Verdict[]): Verdict =>
  judged.includes("no") ? "no" : judged.includes("unknown") ? "unknown" : "yes";
export const some = (judged: readonly Verdict[]): Verdict =>
  judged.includes("yes") ? "yes" : judged.includes("unknown") ? "unknown" : "no";

const term = /(>=|<=|>|<|=)?\s*([0-9]+(?:\.[0-9]+)*)/g;

/** Ranges such as `>=14 <17`: every term must hold; a bare version is all versions that begin with it. */
function judgeVersion(range: string, version: string | null): Verdict {
  if (version === null) return "unknown";
  const parts = numbers(version);
  return verdict(
    [...range.matchAll(term)].every(([, operator, text]) => {
      const order = compareBy(parts, numbers(text as string));
      switch (operator) {
        case ">=":
          return order >= 0;
        case "<=":
          return order <= 0;
        case ">":
          return order > 0;
        case "<":
          return order < 0;
        default:
          return order === 0;
      }
    }),
  );
}

const numbers = (text: string): readonly number[] => (/^[0-9]+(?:\.[0-9]+)*/.exec(text)?.[0] ?? "0").split(".").map(Number);

/** Compares as many parts as the wanted version has: 16.3 equals 16. */
function compareBy(version: readonly number[], wanted: readonly number[]): number {
  for (const [index, part] of wanted.entries()) if ((version[index] ?? 0) !== part) return (version[index] ?? 0) - part;
  return 0;
}
