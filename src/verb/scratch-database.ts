import { realpathSync } from "node:fs";
import { DatabaseError, InputError, KeelsonError } from "../core/error.ts";
import type { ConnectionTarget } from "../port/dialect.ts";
import { isUrlFault, parseConnectionUrl } from "../resource/connection-url.ts";
import { makeThrowaway, type Throwaway } from "../scratch/throwaway.ts";
import { clean } from "./clean.ts";
import { connectionTarget, describeTarget } from "./project/connection-target.ts";
import type { Project } from "./project/open-project.ts";
import { runOptions, withRun } from "./project/run-options.ts";

/**
 * A database to walk on: that of `devUrl`, emptied, else a new one that is taken away in the end.
 * @throws InputError where it would be the database of the project
 */
export async function openScratch(project: Project, { devUrl }: { readonly devUrl?: string }): Promise<Throwaway> {
  if (project.options.url !== undefined) throw refusal("test never walks on the database of --url");
  if (devUrl === undefined) {
    const run = await runOptions(project);
    return makeThrowaway(project.dialect, run.target, run);
  }
  const dev: Project = { ...project, options: { ...project.options, url: devUrl } };
  if (await isSameDatabase(project, dev)) throw refusal("--dev-url is the database of the project, and would be emptied");
  await refuseReadOnly(dev);
  await clean(project.context, dev.options);
  return { url: devUrl, dispose: async () => undefined };
}

/** What no revision is to blame for. @throws DatabaseError on a standby or where nothing may be written */
async function refuseReadOnly(dev: Project): Promise<void> {
  const message = `${describeTarget(await connectionTarget(dev), [...dev.context.dialects.keys()])} of --dev-url is a standby or read-only`;
  await withRun(dev, async ({ session: { server } }) => {
    if (server.readOnly) throw new DatabaseError(message, { code: "read-only", remedy: "Give one that may be written" });
  });
}

/** By its name; by the server's own word where one server may have many names. */
async function isSameDatabase(project: Project, dev: Project): Promise<boolean> {
  const names = [...project.context.dialects.keys()];
  const own = await connectionTarget(project).catch(known);
  if (own === null) return false;
  const other = await connectionTarget(dev);
  if (placeOf(own, names) === placeOf(other, names)) return true;
  if (isFile(own, names)) return false;
  const [identity, otherIdentity] = [await identityOf(project).catch(known), await identityOf(dev)];
  return identity === otherIdentity;
}

const identityOf = (project: Project): Promise<string> =>
  withRun(project, async ({ session: { server } }) => `${server.epoch} ${server.database}`);

const isFile = ({ url }: ConnectionTarget, names: readonly string[]): boolean => {
  const parsed = parseConnectionUrl(url, names);
  return !isUrlFault(parsed) && "path" in parsed;
};

function placeOf(target: ConnectionTarget, names: readonly string[]): string {
  const parsed = parseConnectionUrl(target.url, names);
  if (isUrlFault(parsed) || !("path" in parsed)) return describeTarget(target, names);
  try {
    return realpathSync(parsed.path);
  } catch {
    return parsed.path;
  }
}

/** A project without a connection, or with one that cannot be reached, has no database that could be hurt. */
function known(error: unknown): null {
  if (error instanceof KeelsonError) return null;
  throw error;
}

function refusal(message: string): InputError {
  const remedy = "Give --dev-url another database, or nothing: a new one is made";
  return new InputError(message, { code: "usage", remedy });
}
