import type { Digest } from "../core/digest.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import type { FoundMemory, SaidBy } from "./found-memory.ts";
import { spellerOf } from "./respelled.ts";
import type { Run } from "./run.ts";

/** That a database was as the last run left it. */
export type KnownLeft = SaidBy;

export type LeftMemory = FoundMemory<KnownLeft>;

/** What a look heard. */
interface Heard {
  readonly snapshot: JournalSnapshot;
  readonly answers: ReadonlySet<Digest>;
}

/** Whether journal and catalogue say what they said when the database was as it was left: then nobody need read what that was, and compare. */
export function isKnownAsLeft(run: Run, { snapshot, answers }: Heard): boolean {
  const known = answers.size === 0 ? undefined : run.options.left?.recall();
  // Whoever asked for more has heard that as well.
  return (
    known !== undefined &&
    known.asked === askedOf(run) &&
    known.journal === snapshot.digest &&
    known.answers.every((answer) => answers.has(answer))
  );
}

export function rememberAsLeft(run: Run, { snapshot, answers }: Heard): void {
  const journal = run.options.left === undefined || answers.size === 0 ? undefined : snapshot.digest;
  if (journal !== undefined) run.options.left?.remember({ asked: askedOf(run), journal, answers: [...answers] });
}

const askedOf = ({ settings: { project, schemas, ignore }, session }: Run): string =>
  JSON.stringify([project, schemas, ignore, spellerOf(session)]);
