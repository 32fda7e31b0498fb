import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { InputError, type KeelsonError } from "../../core/error.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { selectDatabases } from "../../resource/select.ts";
import type { VerbContext } from "../project/context.ts";
import { readDatabaseDocuments } from "../project/open-documents.ts";
import type { VerbOptions } from "../project/options.ts";
import { refuseErrors } from "../project/refuse-errors.ts";

/** A database as the file describes it now: its document, or what is wrong with it. */
export interface Described {
  readonly key: string;
  readonly database: DatabaseResource | KeelsonError;
  /** The key is a file of which nobody knows what databases it describes. */
  readonly isUnread?: boolean;
}

/** Those that are to be shown. What is wrong with one of them hides no other. @throws InputError where there is nothing to show */
export async function describedDatabases(context: VerbContext, options: VerbOptions): Promise<readonly Described[]> {
  const { databases, usable, diagnostics } = await readDatabaseDocuments(context, options);
  const errors = diagnostics.filter((each) => hasErrors([each]));
  // What belongs to no file stops all of them.
  if (errors.some(({ position }) => position === undefined)) refuseErrors(errors);
  const faulty = [...Map.groupBy(errors, ({ position }) => position?.file)].flatMap(([file, found]) => {
    if (file === undefined) return [];
    const known = usable.flatMap(({ database: { metadata, origin } }) =>
      origin.file === file && metadata.name !== "" ? [metadata.name] : [],
    );
    const isUnread = known.length === 0;
    return (isUnread ? [file] : known).map((key) => ({ key, database: faultOf(found), isUnread }));
  });
  const { database: name } = options;
  const wrong = faulty.filter(({ key }) => name === undefined || key === name);
  if (wrong.length === 0) refuseErrors(errors);
  const right = databases.filter(({ metadata }) => name === undefined || metadata.name === name);
  if (wrong.length + right.length === 0) selectDatabases(databases, name === undefined ? { kind: "all" } : { kind: "named", name });
  return [...right.map((database) => ({ key: database.metadata.name, database })), ...wrong];
}

function faultOf(diagnostics: readonly Diagnostic[]): InputError {
  return new InputError(diagnostics[0]?.message ?? "", { code: "invalid-documents", diagnostics });
}
