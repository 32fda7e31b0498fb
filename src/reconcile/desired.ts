import type { DeclaredRows } from "../change/declared-rows.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { toModel } from "../resource/to-model.ts";
import type { Run } from "./run.ts";
import { mayHoldSecrets } from "./secret-names.ts";

/** The database that the documents are read for. */
export const entrySettings = ({ options: { dialect }, settings, session }: Run): EntrySettings => ({
  grammar: dialect.grammar,
  kinds: dialect.kinds,
  defaultSchema: settings.defaultSchema,
  schemas: settings.schemas,
  ignore: settings.ignore,
  serverVersion: session.server.version,
  environment: settings.environment ?? null,
});

/** What the Schema documents declare. */
export interface Desired {
  readonly model: SchemaModel;
  readonly rows: readonly DeclaredRows[];
}

/** The model alone. @throws InputError with every finding */
export const desiredModel = async (run: Run): Promise<SchemaModel | null> => (await desiredState(run))?.model ?? null;

/**
 * What the Schema documents declare for this database; null where none says anything, so that its revisions are the whole.
 * @throws InputError with every finding
 */
export async function desiredState(run: Run): Promise<Desired | null> {
  const source = await run.source();
  const memory = source.desired;
  const { ignore } = run.settings;
  const settings = entrySettings(run);
  const readFor = JSON.stringify([{ ...settings, grammar: settings.grammar.dialect }, ignore]);
  // Before the documents: where it is known nobody reads them.
  const known = memory?.of(readFor);
  if (known?.objects !== undefined) return { model: SchemaModel.of(known.objects), rows: [] };
  const { schemas } = source;
  // A spec without a single key is one that nobody has written yet; `tables: []` says that there are none.
  if (schemas.every(({ spec }) => Object.keys(spec).length === 0)) return null;
  await run.options.dialect.grammar.ready();
  const { model, rows, diagnostics } = toModel(schemas, settings, known);
  if (hasErrors(diagnostics)) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    throw new InputError(first?.message ?? "The Schema documents have errors", { code: "invalid-documents", diagnostics });
  }
  if (diagnostics.length + rows.length === 0 && !mayHoldSecrets(model)) known?.keep(model.objects());
  return { model, rows };
}
