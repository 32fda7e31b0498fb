import type { Diagnostic } from "../core/diagnostic.ts";
import { formatPosition } from "../core/position.ts";
import { toModel } from "../resource/to-model.ts";
import { checkIdentities } from "../revision/check-identities.ts";
import { checkSql } from "../revision/check-sql.ts";
import { checkUndo } from "../revision/check-undo.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { refuseErrors } from "./refuse-errors.ts";

export interface ValidateResult {
  readonly revisions: number;
  readonly schemas: number;
  /** Warnings and notes; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the documents: form, references, the graph, the plain SQL of steps, and what the Schema declares. Needs no database. @throws InputError with every finding */
export async function validate(context: VerbContext, options: VerbOptions): Promise<ValidateResult> {
  const { readDocuments, dialect, settings } = await openProject(context, options);
  const { revisions, schemas, declared, graph, diagnostics } = await readDocuments();
  await dialect.grammar.ready();
  const { defaultSchema, environment } = settings;
  const entries = { grammar: dialect.grammar, kinds: dialect.kinds, defaultSchema, schemas: settings.schemas, serverVersion: null, environment: environment ?? null };
  const inOrder = graph === undefined ? revisions : graph.order.map((id) => graph.node(id));
  const ofSchema = declared === "whole" ? toModel(schemas, entries, settings.ignore).diagnostics : [];
  const said = new Set(diagnostics.map(place));
  const all = [...diagnostics, ...checkSql(inOrder, entries), ...checkUndo(inOrder), ...checkIdentities(inOrder, entries), ...ofSchema.filter((each) => !said.has(place(each)))];
  refuseErrors(all);
  return { revisions: inOrder.length, schemas: schemas.length, diagnostics: all };
}

/** What two checks find at one place is one fault. */
const place = ({ code, position }: Diagnostic): string => `${code} ${position === undefined ? "" : formatPosition(position)}`;
