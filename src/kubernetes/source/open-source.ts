import { directorySource } from "../../source/directory.ts";
import { SourceNotFoundError } from "../../source/source-errors.ts";
import type { OpenedSource } from "../controller/database/database-parts.ts";
import type { DatabaseSubject } from "../controller/database/database-subject.ts";
import type { OperatorContext } from "../controller/operator-context.ts";

/** What `spec.source` of an object names. */
export function openSource({ verbs }: OperatorContext, { database }: DatabaseSubject, _signal: AbortSignal): OpenedSource {
  const { directory } = database.spec.source;
  if (directory === undefined) throw new SourceNotFoundError("nothing");
  return { source: directorySource({ directory, workingFolder: verbs.host.cwd }) };
}
