import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { autogenerate } from "../author/autogenerate.ts";
import { withoutWhatIsAsAsked } from "../author/as-a-hand-made-it.ts";
import { type NewRevision, newRevision } from "../author/new-revision.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { InputError, NotFoundError } from "../core/error.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { type Answers, settleQuestions } from "../diff/answers.ts";
import type { Model } from "../model/model.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { amongSteps, expressRows } from "../operation/express/rows.ts";
import type { Step } from "../operation/express/step.ts";
import { mayDrop } from "../reconcile/computed-changes.ts";
import { desiredState } from "../reconcile/desired.ts";
import { look } from "../reconcile/look.ts";
import { modelAt, modelOf } from "../reconcile/model-of.ts";
import { ownership } from "../reconcile/ownership.ts";
import { refuseBrokenSql } from "../reconcile/refuse-broken-sql.ts";
import { rowChangesAtHead } from "../reconcile/rows-at-head.ts";
import type { Run } from "../reconcile/run.ts";
import { takingBack } from "../reconcile/taking-back.ts";
import { openAuthoring } from "./authoring.ts";
import { newDatabase } from "./new-database.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { refuseErrors } from "./project/refuse-errors.ts";
import { withRun } from "./project/run-options.ts";
import { upgrade } from "./upgrade.ts";

export interface RevisionOptions extends VerbOptions, Omit<NewRevision, "content"> {
  /** `empty`, the default; `autogenerate`: what leads from the revisions to the Schema; `fromLive`: from the live database to it. */
  readonly content?: "empty" | "autogenerate" | "fromLive";
  /** A file whose text becomes one `sql` step. */
  readonly sqlFile?: string;
  /** Whether to upgrade to it too; not where absent. */
  readonly apply?: "yes" | "no";
}

export interface RevisionResult {
  readonly id: string | null;
  /** null where there was no difference, and nothing was written. */
  readonly path: string | null;
  readonly changes: number;
}

type Content = NonNullable<NewRevision["content"]>;
interface Steps {
  readonly content: Content;
  readonly changes: number;
}

/** Writes a new revision: empty, of one file of SQL, or with the steps that the Schema asks for. */
export async function revision(context: VerbContext, options: RevisionOptions): Promise<RevisionResult> {
  const project = await openProject(context, options);
  const steps = await stepsOf(project, options);
  if (steps === "none") return { id: null, path: null, changes: 0 };
  const { graph } = await project.documents();
  const authoring = await openAuthoring(project);
  const { id, file } = newRevision(graph, { ...options, content: steps.content }, authoring.style, authoring.chance);
  await authoring.write([file]);
  if (options.apply === "yes") await upgrade(context, { ...options, target: id, run: "execute", contract: "held" });
  return { id, path: file.path, changes: steps.changes };
}

async function stepsOf(project: Project, { content = "empty", sqlFile }: RevisionOptions): Promise<Steps | "none"> {
  if (sqlFile !== undefined) return { content: { upgrade: [{ sql: { text: await readSql(project, sqlFile) } }] }, changes: 1 };
  if (content === "empty") return { content: {}, changes: 0 };
  const { upgrade: steps, changes } = await withRun(project, (run) => generate(run, content));
  return changes === 0 ? "none" : { content: { upgrade: steps }, changes };
}

async function generate(
  run: Run,
  content: "autogenerate" | "fromLive",
): Promise<{ readonly upgrade: NonNullable<Content["upgrade"]>; readonly changes: number }> {
  const state = await desiredState(run);
  if (state === null) throw noSchema();
  const { rows: declared } = state;
  const desired = content === "fromLive" ? takingBack(state.model, (await look(run)).drift) : state.model;
  const head = inNewDatabase(await modelAt(run, "heads"), desired, run.options.dialect.grammar);
  // Of a live database only what is ours may go; what the revisions made all is.
  const owned = content === "fromLive" ? { owned: mayDrop(run, ownership(await run.session.journal.read(run.settings.project))) } : {};
  const settings = { grammar: run.options.dialect.grammar, defaultSchema: run.settings.defaultSchema };
  const leadingFrom = (base: Model) =>
    settleQuestions(
      (answers: Answers) => {
        const found = autogenerate(desired, base, settings, { ...owned, answers, head });
        refuseErrors(found.diagnostics);
        return found;
      },
      (questions) => run.spelling.same(questions, desired, base),
    );
  const fromLive = async () => {
    const live = await modelOf(run, "live");
    const found = await leadingFrom(live);
    const { changes: fromHead } = await leadingFrom(head);
    const base = withoutWhatIsAsAsked(live, head, { fromLive: found.changes, fromHead });
    return base === live ? found : leadingFrom(base);
  };
  const { upgrade: steps, changes } = await (content === "fromLive" ? fromLive() : leadingFrom(head));
  await refuseBrokenSql(run, [], changes);
  const rows = declared.length === 0 ? [] : await rowChangesAtHead(run, state);
  const all = amongSteps(
    steps as readonly Step[],
    rows.map((change) => expressRows(change, settings)),
    declared,
    settings,
  );
  return { upgrade: [...all] as NonNullable<Content["upgrade"]>, changes: changes.length + rows.length };
}

/** What the revisions leave of a new database. The namespace that it has from its first day is as they say; what they do not say of it is as it was then. */
function inNewDatabase(head: SchemaModel, desired: Model, grammar: Grammar): SchemaModel {
  const ref = { kind: "schema", name: grammar.defaultSchema } as const;
  const fresh = newDatabase(desired, grammar, null).get(ref);
  if (typeof fresh === "string") return head.without(ref);
  const said = head.get(ref);
  return head.with(typeof said === "string" ? fresh : { ...fresh, ...said });
}

async function readSql({ context }: Project, path: string): Promise<string> {
  return readFile(resolve(context.host.cwd, path), "utf8").catch((cause: unknown) => {
    const message = `${path} cannot be read`;
    throw new NotFoundError(message, { code: "unreadable-file", cause, remedy: "Correct the path given with --sql" });
  });
}

function noSchema(): InputError {
  const message = "no Schema document says anything to generate from";
  const finding: Diagnostic = {
    code: "no-schema",
    severity: "error",
    message,
    remedy: "Declare tables in a Schema document, or write the steps by hand",
  };
  return new InputError(message, { code: "no-schema", diagnostics: [finding] });
}
