import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { KeelsonError } from "../../core/error.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import type { UsableDatabase } from "../../resource/usable-database.ts";
import { validatorsOf } from "../../revision/outside-operation.ts";
import { checkDocuments } from "./check-documents.ts";
import type { VerbContext } from "../project/context.ts";
import { readSource } from "../project/load-source.ts";
import type { DatabasesRead } from "../project/open-documents.ts";
import { openDatabase, type Project } from "../project/open-project.ts";
import { openSource } from "../project/open-source.ts";
import type { VerbOptions } from "../project/options.ts";

/** What is wrong in the sources of Database documents that have errors themselves, as far as they say where and how those are read. */
export async function checkFaultyDatabases(
  context: VerbContext,
  options: VerbOptions,
  { usable }: Pick<DatabasesRead, "usable">,
): Promise<readonly (readonly Diagnostic[])[]> {
  const named = usable.filter(({ database }) => database.metadata.name === options.database);
  const found: (readonly Diagnostic[])[] = [];
  for (const each of named.length > 0 ? named : usable) found.push(await told(each.database, () => check(context, options, each)));
  return found;
}

/** The same of a document whose form is sound, and which says what cannot be: a dialect that nobody has, a time zone that is none. */
export async function checkFaultyFields(
  context: VerbContext,
  options: VerbOptions,
  database: DatabaseResource,
): Promise<readonly (readonly Diagnostic[])[]> {
  const { policy: _policy, schedule: _schedule, ...spec } = database.spec;
  const reads = spec.source.directory === undefined ? "nothing" : context.dialects.has(spec.dialect) ? "all" : "form";
  return [await told(database, () => check(context, options, { database: { ...database, spec }, reads }))];
}

async function check(context: VerbContext, options: VerbOptions, { database, reads }: UsableDatabase): Promise<readonly Diagnostic[]> {
  switch (reads) {
    case "nothing":
      return [];
    case "form": {
      const reading = { dialects: [...context.dialects.keys()], operations: validatorsOf(context.operations) };
      return (await readSource(openSource(context, options, database).source, reading)).diagnostics;
    }
    case "all":
      return checkProject(await openDatabase(context, options, database));
  }
}

const checkProject = async (project: Project): Promise<readonly Diagnostic[]> =>
  (await checkDocuments(project, await project.readDocuments())).diagnostics;

/** A source that is not there is one finding more, at its Database. @throws what is none */
async function told({ position }: DatabaseResource, check: () => Promise<readonly Diagnostic[]>): Promise<readonly Diagnostic[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof KeelsonError) || !hasErrors(error.diagnostics)) throw error;
    return error.diagnostics.map((diagnostic) => ({ position, ...diagnostic }));
  }
}
