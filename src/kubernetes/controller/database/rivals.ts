import type { Diagnostic } from "../../../core/diagnostic.ts";
import { OwnedElsewhereError } from "../../../operation/owned-elsewhere-error.ts";
import type { Ask } from "../../object/claim.ts";
import { shortened } from "../../../core/shortened.ts";
import type { Condition } from "../../../status/condition.ts";
import { makeOutcome } from "../../../status/make-outcome.ts";
import { standings } from "../../../status/situation.ts";
import type { Outcome } from "../../../status/status.ts";
import { journalDigest } from "./claims.ts";

/** Characters: it is said in two statuses. */
const longest = 1_000;

/** What the last look at a Database was stopped by having asked for: the objects of each project that owns some. `database`: the one that they share. */
export function asksOf(error: unknown, database: string): readonly Ask[] {
  if (!(error instanceof OwnedElsewhereError)) return [];
  return [...Map.groupBy(error.claims, ({ project }) => project)].map(([project, claims]) => ({
    journal: journalDigest({ database, project }),
    objects: shortened(claims.map(({ object }) => object).join(", "), longest),
  }));
}

/** What the owner is told: one finding for each Database that asks for something of its own. The journal decided whose it is. */
const rivalFindings = (rivals: ReadonlyMap<string, string>): readonly Diagnostic[] =>
  [...rivals].map(([key, objects]) => ({
    code: "claimed-elsewhere",
    severity: "error",
    message: `the Database ${key} asks for what belongs to this one: ${objects}`,
    remedy: "Declare and change each object in one Database only; the others may refer to it",
  }));

/**
 * What a run came to, told as an error where others ask for something of this Database's own, as they are told too. What there was to do is done all the same:
 * the journal knows whose the objects are, and only their owner can let go of one.
 */
export function contested(
  outcome: Outcome,
  rivals: ReadonlyMap<string, string>,
  { now, before }: { readonly now: Date; readonly before: readonly Condition[] },
): Outcome {
  if (rivals.size === 0) return outcome;
  const { status, situation } = outcome;
  const errors = rivalFindings(rivals);
  const diagnostics = [...errors, ...status.diagnostics];
  if (standings[situation].ready !== "True") return { ...outcome, status: { ...status, diagnostics } };
  const message = errors.map((error) => error.message).join("; ");
  return { ...outcome, ...makeOutcome({ situation: "invalid", message, findings: status, diagnostics, now, before }) };
}
