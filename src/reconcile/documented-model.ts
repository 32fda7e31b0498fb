import { hasErrors } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import type { Model } from "../model/model.ts";
import { placeIn } from "../resource/position-of.ts";
import { toModel } from "../resource/to-model.ts";
import { foldNew } from "../revision/fold-new.ts";
import { resolveWith } from "../revision/resolve-operation.ts";
import type { LoadedSource, RunOptions } from "./run.ts";
import { readSettings } from "./settings.ts";
import { SourceEmptyError } from "./stop-errors.ts";
import { unseenSettings } from "./unseen-settings.ts";

/** Of a run, what is there before anybody connects. */
export interface Documents extends Pick<RunOptions, "dialect" | "database" | "operations"> {
  readonly source: Pick<RunOptions["source"], "load">;
}

/**
 * The model that documents lead to by themselves: what their Schemas declare, else what their revisions end in. Undefined where only a database can tell.
 * @throws InputError with every finding, SourceEmptyError
 */
export async function documentedModel(options: Documents): Promise<Model | undefined> {
  const { graph, schemas } = await options.source.load();
  if (graph.size === 0 && schemas.length === 0) throw new SourceEmptyError();
  await options.dialect.grammar.ready();
  return schemas.some(({ spec }) => Object.keys(spec).length > 0) ? declaredModel(options, schemas) : foldedModel(options, graph);
}

function declaredModel(options: Documents, schemas: LoadedSource["schemas"]): Model | undefined {
  const { model, diagnostics } = toModel(schemas, settingsOf(options));
  const errors = diagnostics.filter((each) => hasErrors([each]) && each.code !== "server-version-unknown");
  const [first] = errors;
  if (first !== undefined) throw new InputError(first.message, { code: "invalid-documents", diagnostics: errors });
  return hasErrors(diagnostics) ? undefined : model;
}

function foldedModel(options: Documents, graph: LoadedSource["graph"]): Model | undefined {
  const revisions = graph.order.map((id) => graph.node(id));
  const { operations } = options;
  const resolve = operations === undefined ? {} : { resolve: resolveWith(operations) };
  const { after, horizon } = foldNew(revisions, { ...settingsOf(options), placeIn, ...resolve });
  return horizon === null && !after.open ? after : undefined;
}

const settingsOf = ({ dialect, database }: Documents) =>
  unseenSettings({ dialect, settings: readSettings(database, dialect.grammar.defaultSchema) });
