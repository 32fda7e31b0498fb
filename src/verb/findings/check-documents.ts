import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Position } from "../../core/position.ts";
import type { EntrySettings } from "../../model/entry/entry-context.ts";
import { unknownColumns } from "../../model/unknown-columns.ts";
import { unseenSettings } from "../../reconcile/unseen-settings.ts";
import { placeIn } from "../../resource/position-of.ts";
import { toModel } from "../../resource/to-model.ts";
import { undeclaredFunctions } from "../../resource/undeclared-functions.ts";
import { undeclaredNames } from "../../resource/undeclared-names.ts";
import { checkFold } from "../../revision/check-fold.ts";
import { checkSql } from "../../revision/check-sql.ts";
import { checkSqlFields } from "../../revision/check-sql-fields.ts";
import { checkUndo } from "../../revision/check-undo.ts";
import { portableEnumsOf } from "../../revision/portable-enums.ts";
import { resolveWith } from "../../revision/resolve-operation.ts";
import { soundPart } from "../../revision/sound-part.ts";
import { eachOnce } from "./findings.ts";
import type { SourceRead } from "../project/load-source.ts";
import type { Project } from "../project/open-project.ts";

export interface DocumentsChecked {
  readonly revisions: number;
  readonly schemas: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** All that is wrong with the documents of a project's source, as they were read. */
export async function checkDocuments(project: Project, read: SourceRead): Promise<DocumentsChecked> {
  await project.dialect.grammar.ready();
  const settings = unseenSettings(project);
  const { graph } = read;
  const revisions = graph === undefined ? read.revisions : graph.order.map((id) => graph.node(id));
  const withSql = sqlSources(read);
  const diagnostics = eachOnce([
    read.diagnostics,
    checkSql(withSql.revisions, settings),
    await checkSqlFields([...withSql.schemas, ...withSql.revisions], settings),
    checkUndo(revisions),
    checkDeclared(read, project, settings),
    checkRevisions(read, project, settings),
  ]);
  return { revisions: revisions.length, schemas: read.schemas.length, diagnostics };
}

/** All whose SQL can be read, documents with other faults too: but a condition of such a revision may be one of those. */
function sqlSources({ revisions, schemas, partial }: SourceRead): Pick<SourceRead, "revisions" | "schemas"> {
  return {
    revisions: [
      ...revisions,
      ...partial.flatMap((resource) => (resource.kind === "Revision" && resource.spec.when === undefined ? [resource] : [])),
    ],
    schemas: [...schemas, ...partial.flatMap((resource) => (resource.kind === "Schema" ? [resource] : []))],
  };
}

/** What the Schema documents declare; where one of them cannot be read, what another one names may stand there. */
function checkDeclared({ schemas, declared }: SourceRead, { dialect }: Project, settings: EntrySettings): readonly Diagnostic[] {
  if (declared === "part") return [];
  const { model, diagnostics, placeOf } = toModel(schemas, settings);
  const refused = [...model.objects()].flatMap((object) =>
    [...(dialect.refusals?.(object) ?? []), ...unknownColumns(object, (ref) => model.get(ref), settings.grammar)].map((refusal) =>
      withPlace(refusal, placeOf(object.ref)),
    ),
  );
  return [...diagnostics, ...refused, ...undeclaredFunctions(model, placeOf), ...undeclaredNames(model, settings, placeOf)];
}

const withPlace = (diagnostic: Diagnostic, position: Position | undefined): Diagnostic =>
  position === undefined ? diagnostic : { ...diagnostic, position };

/** What the revisions do, as far as they make a graph. */
function checkRevisions({ graph, revisions }: SourceRead, { dialect, context }: Project, settings: EntrySettings): readonly Diagnostic[] {
  const sound = graph ?? soundPart(revisions);
  if (sound === undefined) return [];
  const portableEnums = portableEnumsOf(
    sound.order.map((id) => sound.node(id)),
    settings,
  );
  return checkFold(
    sound,
    { ...settings, portableEnums, resolve: resolveWith(context.operations), placeIn },
    (object) => dialect.refusals?.(object) ?? [],
  );
}
