import { hasErrors } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { toModel } from "../resource/to-model.ts";
import type { Run } from "./run.ts";

/** The database that the documents are read for. */
export const entrySettings = ({ options: { dialect }, settings, session }: Run): EntrySettings => ({
  grammar: dialect.grammar,
  kinds: dialect.kinds,
  defaultSchema: settings.defaultSchema,
  schemas: settings.schemas,
  serverVersion: session.server.version,
  environment: settings.environment ?? null,
});

/**
 * The model that the Schema documents declare for this database; null where none says anything, so that its revisions are the whole.
 * @throws InputError with every finding
 */
export async function desiredModel(run: Run): Promise<SchemaModel | null> {
  const { schemas } = await run.source();
  // A spec without a single key is one that nobody has written yet; `tables: []` says that there are none.
  if (schemas.every(({ spec }) => Object.keys(spec).length === 0)) return null;
  await run.options.dialect.grammar.ready();
  const { model, diagnostics } = toModel(schemas, entrySettings(run), run.settings.ignore);
  if (hasErrors(diagnostics)) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    throw new InputError(first?.message ?? "The Schema documents have errors", { code: "invalid-documents", diagnostics });
  }
  return model;
}
