import type { VerbContext } from "./context.ts";
import { readDatabases } from "./open-documents.ts";
import { withPlugins } from "./plugins.ts";
import type { VerbOptions } from "./options.ts";

/** Names of the databases that `-f` describes, in the order of the documents. */
export async function databases(context: VerbContext, options: VerbOptions): Promise<readonly string[]> {
  return (await readDatabases(await withPlugins(context, options), options)).map(({ metadata }) => metadata.name);
}
