import { relative, resolve, sep } from "node:path";
import { changedEntries } from "../adopt/changed-entries.ts";
import { schemaFiles } from "../adopt/schema-files.ts";
import { takenOver } from "../adopt/taken-over.ts";
import { replaceFile } from "../author/write-files.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { desiredModel } from "../reconcile/desired.ts";
import { differenceOf } from "../reconcile/difference.ts";
import type { Run } from "../reconcile/run.ts";
import { fromModel, type SchemaPart } from "../resource/from-model.ts";
import { openAuthoring } from "./authoring.ts";
import type { Project } from "./project/open-project.ts";

/** Writes what differs from the documents that are there; gives the paths. */
export async function writeParts(
  project: Project,
  run: Run,
  parts: readonly SchemaPart[],
  live: SchemaModel,
  folder: string,
): Promise<readonly string[]> {
  const { cwd } = project.context.host;
  const { schemas: resources } = await project.documents();
  const declared = await desiredModel(run);
  const changes = declared === null ? [] : await differenceOf(run, declared, live);
  const settings = { grammar: project.dialect.grammar, defaultSchema: run.settings.defaultSchema };
  const { was, now } = takenOver(declared ?? live, changes);
  const merged = { was: fromModel(was, settings), now: fromModel(now, settings) };
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
  return paths;
}
