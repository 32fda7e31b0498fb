import { existsSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { InputError } from "../core/error.ts";
import { activeRules } from "../lint/active-rules.ts";
import { lint as lintDocuments } from "../lint/lint.ts";
import { searchPathOf } from "../reconcile/planning-context.ts";
import { unseenSettings } from "../reconcile/unseen-settings.ts";
import { placeIn } from "../resource/position-of.ts";
import { portableEnumsOf } from "../revision/portable-enums.ts";
import { resolveWith } from "../revision/resolve-operation.ts";
import { SourceNotFoundError } from "../source/source-errors.ts";
import { checkDocuments } from "./findings/check-documents.ts";
import type { VerbContext } from "./project/context.ts";
import { inOrder } from "./findings/findings.ts";
import { type LiveTables, liveTables, noTables } from "./findings/live-tables.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { configFile, readConfig } from "./project/read-config.ts";
import { refuseErrors } from "./project/refuse-errors.ts";

export interface LintOptions extends VerbOptions {
  /** Files and folders whose findings are asked for, relative to the working folder; all where none is named. */
  readonly paths?: readonly string[];
  /** The server that is judged for, e.g. `17`; before that of the database. */
  readonly serverVersion?: string;
  /** `never`: no database is asked. */
  readonly live?: "whereReachable" | "never";
}

export interface LintResult {
  /** File by file: what `validate` finds, and what the rules find. */
  readonly findings: readonly Diagnostic[];
  /** The server that the rules judged for; null where nobody says which. */
  readonly serverVersion: string | null;
  /** Whether a database gave its version and its row counts. */
  readonly database: "asked" | "notAsked";
  /** What each code of a rule means: of those that were asked. */
  readonly rules: readonly {
    readonly code: string;
    readonly severity: Diagnostic["severity"];
    readonly happens: string;
    readonly instead: string;
  }[];
}

/**
 * What rules have to say of the documents: of what the Schemas declare, of what each revision does, of SQL as written. Works without a database;
 * where one is reached, its version counts and findings say how many rows a table has. @throws InputError for settings or flags that are wrong
 */
export async function lint(given: VerbContext, options: LintOptions): Promise<LintResult> {
  const project = await openProject(given, options);
  const { rules: own } = await import("../lint/rules.ts");
  const rules = [...own, ...project.context.rules];
  const config = await readConfig(project.context.host.cwd, project.database);
  const { active, diagnostics } = activeRules(rules, config.rules);
  refuseErrors(diagnostics.map((each) => ({ ...each, position: { file: configFile(project.database), line: 1, column: 1 } })));
  const read = await project.readDocuments();
  const { diagnostics: wrong } = await checkDocuments(project, read);
  const live = options.live === "never" ? noTables : await liveTables(project);
  const serverVersion = options.serverVersion ?? live.serverVersion;
  const settings = { ...unseenSettings(project), serverVersion };
  const { dialect, context } = project;
  const searchPath = searchPathOf(project.settings);
  const isAsked = asking(project, options.paths ?? []);
  const { graph, schemas, snapshot } = read;
  const found = await lintDocuments({
    schemas,
    settings,
    walked:
      graph === undefined
        ? undefined
        : {
            graph,
            context: {
              ...settings,
              placeIn,
              resolve: resolveWith(context.operations),
              portableEnums: portableEnumsOf(
                graph.order.map((id) => graph.node(id)),
                settings,
              ),
            },
            planning: { lowering: dialect.lowering, project: project.settings.project, searchPath },
          },
    known: { serverVersion: comparable(project, options, live), statistics: live.statistics, searchPath },
    rules: active,
    codes: new Set(rules.map(({ code }) => code)),
    read: async (sql) => (await dialect.statementActs?.(sql)) ?? [],
    files: snapshot.files,
    textOf: (path) => snapshot.reader?.read(path),
    isAsked,
  });
  return {
    findings: inOrder([...wrong.filter(({ position }) => position === undefined || isAsked(position.file)), ...found]),
    serverVersion,
    database: live === noTables ? "notAsked" : "asked",
    rules: active.map(({ rule: { code, happens, instead }, severity }) => ({ code, severity, happens, instead })),
  };
}

/** @throws InputError for a version that is none */
function comparable({ dialect }: Project, { serverVersion }: LintOptions, live: LiveTables): number | null {
  if (serverVersion === undefined) return live.versionNumber;
  const number = dialect.versionNumber?.(serverVersion);
  if (number !== undefined) return number;
  throw new InputError(`"${serverVersion}" is no version of ${dialect.name}`, {
    code: "invalid-version",
    remedy: "Write it as the server does, such as 17 or 3.45.1",
  });
}

/** Whether a file is among those named, or below one of them. @throws SourceNotFoundError for one that is not there */
function asking({ context: { host } }: Project, paths: readonly string[]): (path: string) => boolean {
  const wanted = paths.map((path) => {
    const absolute = resolve(host.cwd, path);
    if (!existsSync(absolute)) throw new SourceNotFoundError(path);
    return absolute;
  });
  return (path) =>
    wanted.length === 0 || wanted.some((each) => resolve(host.cwd, path) === each || resolve(host.cwd, path).startsWith(`${each}${sep}`));
}
