import type { RunSource } from "../../reconcile/run.ts";
import { validatorsOf } from "../../revision/outside-operation.ts";
import type { Source } from "../../source/source.ts";
import { loadSource } from "../../verb/project/load-source.ts";
import type { DatabaseSubject } from "../controller/database/database-subject.ts";
import type { LookContext } from "../controller/operator-context.ts";

/** What a run of a Database gets its documents from. */
export function documentsOf({ verbs }: LookContext, { database, dialect }: DatabaseSubject, source: Source): RunSource {
  const { variables } = database.spec;
  const reading = {
    root: ".",
    dialects: [...verbs.dialects.keys()],
    operations: validatorsOf(verbs.operations),
    ...(variables === undefined ? {} : { substitution: { variables, quoting: dialect.grammar } }),
  };
  return { ...source, load: () => loadSource(source, reading) };
}
