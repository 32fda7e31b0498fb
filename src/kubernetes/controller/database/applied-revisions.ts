import type { ReadJournal } from "../../serve/database-readiness.ts";
import { sharedAnswers } from "../../../http/shared-answers.ts";
import type { LookContext } from "../operator-context.ts";
import { askDatabase } from "./ask-database.ts";

/** Who asks oftener gets the answer of before: anybody may ask, and each answer is a connection. Milliseconds. */
const freshFor = 5_000;

/** Asks the journal of a Database itself, and writes nothing. */
export function journalReader(context: LookContext): ReadJournal {
  const shared = sharedAnswers<ReadonlySet<string>>(freshFor);
  return (object) =>
    shared(`${object.metadata.uid}`, (signal) =>
      askDatabase(
        context,
        object,
        signal,
        async ({ session, settings }) => new Set((await session.journal.read(settings.project))?.applied.keys()),
      ),
    );
}
