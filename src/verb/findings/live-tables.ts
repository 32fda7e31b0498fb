import { KeelsonError } from "../../core/error.ts";
import type { Statistics } from "../../port/statistics.ts";
import { openRun } from "../../reconcile/run.ts";
import type { Project } from "../project/open-project.ts";
import { runOptions } from "../project/run-options.ts";

/** What a database says of itself and of how large its tables are. */
export interface LiveTables {
  /** As the server prints it, and comparable; null where nobody was asked. */
  readonly serverVersion: string | null;
  readonly versionNumber: number | null;
  readonly statistics: Statistics;
}

/** Where there is no database to ask. */
export const noTables: LiveTables = { serverVersion: null, versionNumber: null, statistics: new Map() };

/** Documents are judged without a database too: none is waited for. */
const connectTimeout = 2_000;

/** Asks the database where it can be reached; one that the command line names must be. @throws KeelsonError where that one cannot */
export async function liveTables(project: Project): Promise<LiveTables> {
  try {
    return await ask(project);
  } catch (error) {
    if (!(error instanceof KeelsonError) || project.options.url !== undefined) throw error;
    return noTables;
  }
}

async function ask(project: Project): Promise<LiveTables> {
  const run = await openRun({ ...(await runOptions(project)), connectTimeout });
  try {
    const { session, settings } = run;
    const { model } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore, unmanaged: "leftOut" });
    const tables = [...model.objects()].flatMap(({ kind, ref }) => (kind === "table" ? [ref] : []));
    const statistics: Statistics = session.statistics === undefined || tables.length === 0 ? new Map() : await session.statistics(tables);
    return { serverVersion: session.server.version, versionNumber: session.server.versionNumber, statistics };
  } finally {
    await run.close();
  }
}
