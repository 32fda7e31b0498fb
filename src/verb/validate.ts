import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import type { VerbContext } from "./project/context.ts";
import { checkDocuments } from "./findings/check-documents.ts";
import { checkFaultyDatabases, checkFaultyFields } from "./findings/check-faulty-databases.ts";
import { eachOnce, inOrder } from "./findings/findings.ts";
import { databaseFaults } from "./project/database-faults.ts";
import { readDatabaseDocuments } from "./project/open-documents.ts";
import { choose, openDatabase } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withPlugins } from "./project/plugins.ts";
import { refuseErrors } from "./project/refuse-errors.ts";

export interface ValidateResult {
  readonly revisions: number;
  readonly schemas: number;
  /** Warnings and notes; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the documents: form, references, the graph, what each revision does to what those before it leave, what the Schema declares, and all SQL.
 * What a Database with an error of its own still says of its source is checked beside it. Needs no database. @throws InputError with every finding
 */
export async function validate(given: VerbContext, options: VerbOptions): Promise<ValidateResult> {
  const context = await withPlugins(given, options);
  const read = await readDatabaseDocuments(context, options);
  if (hasErrors(read.diagnostics))
    refuseErrors(inOrder(eachOnce([read.diagnostics, ...(await checkFaultyDatabases(context, options, read))])));
  const chosen = choose(read.databases, options);
  const faults = await databaseFaults(chosen, context.dialects);
  if (hasErrors(faults)) refuseErrors(inOrder(eachOnce([faults, ...(await checkFaultyFields(context, options, chosen))])));
  const project = await openDatabase(context, options, chosen);
  const { revisions, schemas, diagnostics } = await checkDocuments(project, await project.readDocuments());
  const found = inOrder(diagnostics);
  refuseErrors(found);
  return { revisions, schemas, diagnostics: found };
}
