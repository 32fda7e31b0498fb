import { openRun } from "../../../reconcile/run.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { ReadJournal } from "../../serve/database-readiness.ts";
import type { OperatorContext } from "../operator-context.ts";
import { databaseOptions } from "./database-options.ts";
import { readSubject } from "./read-subject.ts";

/** Who asks oftener gets the answer of before: anybody may ask, and each answer is a connection. Milliseconds. */
const freshFor = 5_000;

/** Asks the journal of a Database itself, and writes nothing. */
export function journalReader(context: OperatorContext): ReadJournal {
  const answers = new Map<string, { readonly at: number; readonly applied: Promise<ReadonlySet<string>> }>();
  return (object) => {
    const now = context.clock.now().getTime();
    for (const [key, { at }] of answers) if (now - at > freshFor) answers.delete(key);
    const key = `${object.metadata.uid}`;
    const known = answers.get(key);
    if (known !== undefined) return known.applied;
    const applied = readApplied(context, object);
    answers.set(key, { at: now, applied });
    return applied;
  };
}

async function readApplied(context: OperatorContext, object: DatabaseObject): Promise<ReadonlySet<string>> {
  const subject = await readSubject(context, `${object.metadata.namespace}/${object.metadata.name}`, object);
  const options = await databaseOptions(
    context,
    {
      note: () => undefined,
      through: (_what, _wish, read) => read(() => undefined),
      onPlace: () => undefined,
      others: () => Promise.resolve([]),
    },
    subject,
    new AbortController().signal,
  );
  const run = await openRun({ ...options, access: "read" });
  try {
    return new Set((await run.session.journal.read(run.settings.project))?.applied.keys());
  } finally {
    await run.close();
  }
}
