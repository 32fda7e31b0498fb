import { stat } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { changedEntries } from "../adopt/changed-entries.ts";
import { leftAsSql } from "../adopt/left-as-sql.ts";
import { schemaFiles } from "../adopt/schema-files.ts";
import { takenOver } from "../adopt/taken-over.ts";
import { replaceFile } from "../author/write-files.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { kindTitle } from "../model/kind/kinds.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { desiredModel, entrySettings } from "../reconcile/desired.ts";
import { differenceOf } from "../reconcile/difference.ts";
import type { Run } from "../reconcile/run.ts";
import { fromModel, type SchemaPart } from "../resource/from-model.ts";
import { toModel } from "../resource/to-model.ts";
import { NotAFolderError } from "../source/source-errors.ts";
import { openAuthoring } from "./authoring.ts";
import type { Project } from "./project/open-project.ts";

export interface WrittenParts {
  readonly paths: readonly string[];
  /** What differs and is not written, because it stands as SQL. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes what differs from the documents that are there. */
export async function writeParts(
  project: Project,
  run: Run,
  parts: readonly SchemaPart[],
  live: SchemaModel,
  folder: string,
): Promise<WrittenParts> {
  const { cwd } = project.context.host;
  await requireFolder(cwd, folder);
  const { schemas: resources } = await project.documents();
  const declared = await desiredModel(run);
  const changes = declared === null ? [] : await differenceOf(run, declared, live);
  const settings = { grammar: project.dialect.grammar, defaultSchema: run.settings.defaultSchema };
  const { was, now } = takenOver(declared ?? live, changes);
  const merged = declared === null ? { was: [], now: [] } : { was: fromModel(was, settings), now: fromModel(now, settings) };
  const place = relative(cwd, resolve(cwd, folder)).split(sep).join("/");
  const { created, replaced } = schemaFiles({
    parts,
    resources,
    changed: changedEntries(changes),
    merged,
    database: project.database.metadata.name,
    folder: place,
    settings,
  });
  for (const file of [...created, ...replaced]) await replaceFile(cwd, file);
  const paths = [...created, ...replaced].map(({ path }) => path);
  if (paths.length > 0) await (await openAuthoring(project)).finish(paths);
  const left = leftAsSql(changes, (ref) => declared?.has(ref) === true, resources, settings);
  return { paths, diagnostics: left.length === 0 ? [] : toldAsLeft(left, toModel(resources, entrySettings(run)).placeOf) };
}

/** What is there under that name is a folder. @throws NotAFolderError */
async function requireFolder(cwd: string, folder: string): Promise<void> {
  const there = await stat(resolve(cwd, folder)).catch(() => null);
  if (there?.isDirectory() === false) throw new NotAFolderError(folder);
}

const toldAsLeft = (left: readonly ObjectRef[], placeOf: (ref: ObjectRef) => Position | undefined): readonly Diagnostic[] =>
  left.map((ref) => {
    const position = placeOf(ref);
    return {
      code: "left-as-sql",
      severity: "warning",
      message: `${kindTitle(ref.kind)} ${describeRef(ref)} stands here as SQL and is not as in the database: it was left as it is`,
      remedy: "Write it as `keelson inspect` prints it",
      ...(position !== undefined && { position }),
    };
  });
