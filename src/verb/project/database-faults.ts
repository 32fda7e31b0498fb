import type { Diagnostic } from "../../core/diagnostic.ts";
import { InputError } from "../../core/error.ts";
import { type DialectRegistry, loadDialect } from "../../dialect/registry.ts";
import { hazardKind } from "../../reconcile/settings.ts";
import type { FieldPath } from "../../resource/path.ts";
import { positionOf } from "../../resource/position-of.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { readCron } from "../../window/cron.ts";

/** One field, and what throws an InputError where it cannot be what it says. */
type Check = readonly [path: FieldPath, read: () => unknown];

/** What the shape of a Database cannot say, each with its place: whoever wrote an object sees all of it at once, before anything is connected to. */
export async function databaseFaults(database: DatabaseResource, dialects: DialectRegistry): Promise<readonly Diagnostic[]> {
  const { dialect, policy, schedule, source } = database.spec;
  const checks: readonly Check[] = [
    [["dialect"], () => dialects.has(dialect) || loadDialect(dialects, dialect)],
    ...(policy?.approval?.hazards ?? []).map((hazard, at): Check => [["policy", "approval", "hazards", at], () => hazardKind(hazard)]),
    ...(schedule?.timeZone === undefined ? [] : [zoneCheck(schedule.timeZone)]),
    ...(schedule?.windows ?? []).map(({ cron }, at): Check => [["schedule", "windows", at, "cron"], () => readCron(cron, "UTC")]),
    ...(source.git === undefined ? [] : await gitChecks(source.git)),
    ...(source.oci === undefined ? [] : await ociChecks(source.oci)),
  ];
  const found = await Promise.all(checks.map(([path, read]) => faultsAt(database, ["spec", ...path], read)));
  return found.flat();
}

const zoneCheck = (timeZone: string): Check => [["schedule", "timeZone"], () => readCron("0 0 * * *", timeZone)];

type Elsewhere = DatabaseResource["spec"]["source"];

async function gitChecks({ url, ref, path = "." }: NonNullable<Elsewhere["git"]>): Promise<readonly Check[]> {
  const { folderInside } = await import("../../source/git/fetch-git-tree.ts");
  const { readGitReference } = await import("../../source/git/git-reference.ts");
  const { parseRepositoryUrl } = await import("../../source/git/repository-url.ts");
  return [
    [["source", "git", "url"], () => parseRepositoryUrl(url)],
    [["source", "git", "ref", ...Object.keys(ref ?? {}).slice(0, 1)], () => readGitReference(ref)],
    [["source", "git", "path"], () => folderInside(path)],
  ];
}

async function ociChecks({ url, ref }: NonNullable<Elsewhere["oci"]>): Promise<readonly Check[]> {
  const { parseArtefactUrl } = await import("../../source/oci/artefact-url.ts");
  return [[["source", "oci", "url"], () => parseArtefactUrl(url, ref)]];
}

async function faultsAt(database: DatabaseResource, path: FieldPath, read: Check[1]): Promise<readonly Diagnostic[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const position = positionOf(database, path);
    return error.diagnostics.map((diagnostic) => ({ ...diagnostic, position }));
  }
}
