import type { Diagnostic } from "../../../core/diagnostic.ts";
import { OwnedElsewhereError } from "../../../operation/owned-elsewhere-error.ts";
import type { Ask } from "../../object/claim.ts";
import { shortened } from "../../../core/shortened.ts";
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
export const rivalFindings = (rivals: ReadonlyMap<string, string>): readonly Diagnostic[] =>
  [...rivals].map(([key, objects]) => ({
    code: claimedElsewhere,
    severity: "warning",
    message: `the Database ${key} asks for what belongs to this one: ${objects}`,
    remedy: "Declare and change each object in one Database only; the others may refer to it",
  }));

export const claimedElsewhere = "claimed-elsewhere";
