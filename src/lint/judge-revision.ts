import type { Position } from "../core/position.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import { partPath } from "../model/entry/part-path.ts";
import { childRef, tableRef } from "../model/ref.ts";
import type { Act, StatementActs } from "../port/act.ts";
import type { FieldPath } from "../resource/path.ts";
import { placeIn } from "../resource/position-of.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";
import { sqlFields } from "../resource/sql-fields.ts";
import type { FoldedRevision } from "../revision/folded-revision.ts";
import { judgeUnseen } from "../revision/judge-when.ts";
import { stepId } from "../revision/step-id.ts";
import { actsOfStep } from "./acts-of-step.ts";
import { type Finding, judge, type Judging } from "./judge.ts";
import type { PlannedStatement } from "./planned-statement.ts";
import type { ReadSql } from "./read-sql.ts";
import type { ActSource, Situation } from "./rule.ts";
import { showStatement } from "./show-statement.ts";
import { type Known, Surroundings } from "./surroundings.ts";

export interface JudgedRevision {
  readonly folded: FoldedRevision;
  readonly hazards: readonly PlannedStatement[];
  readonly settings: EntrySettings;
}

/** An act of a revision with what is known of it alone. */
interface Said extends Pick<Situation, "source" | "hazards"> {
  readonly act: Act;
  /** Acts with the same number are committed together. */
  readonly transaction: number;
  readonly place: () => Position;
}

/** What the rules find in one revision: in its steps up, then in what it writes itself for the way down. */
export async function judgeRevision(judged: JudgedRevision, known: Known, judging: Judging, read: ReadSql): Promise<readonly Finding[]> {
  const { revision, before, after } = judged.folded;
  const reading = new Reading(judged, read);
  for (const step of revision.upgrade) await reading.addStep(step);
  const up = reading.end();
  for (const step of revision.upgrade) await reading.addWayDown(step.downgrade ?? [], ["spec", "upgrade", step.index, "downgrade"]);
  await reading.addWayDown(revision.downgrade ?? [], ["spec", "downgrade"]);
  const down = reading.end();
  const around = new Surroundings(before, after, known);
  return [...judgeAll(up, around, judging), ...judgeAll(down, around, judging)];
}

function judgeAll(said: readonly Said[], around: Surroundings, judging: Judging): readonly Finding[] {
  const revision = said.map(({ act }) => act);
  const transactions = Map.groupBy(said, ({ transaction }) => transaction);
  return said.flatMap(({ act, source, hazards, transaction, place }) => {
    const together = (transactions.get(transaction) ?? []).map((other) => other.act);
    const found = judge({ act, place, situation: around.situation({ source, hazards, together, revision }) }, judging);
    around.note(act);
    return found;
  });
}

class Reading {
  readonly #revision: RevisionResource;
  readonly #judged: JudgedRevision;
  readonly #read: ReadSql;
  #said: Said[] = [];
  #transaction = 0;

  constructor(judged: JudgedRevision, read: ReadSql) {
    this.#judged = judged;
    this.#revision = judged.folded.revision;
    this.#read = read;
  }

  /** What was read since the last time. */
  end(): readonly Said[] {
    const said = this.#said;
    this.#said = [];
    this.#transaction += 1;
    return said;
  }

  async addStep(step: RevisionStep): Promise<void> {
    const { folded, hazards } = this.#judged;
    if (this.#isLeftOut(step)) return;
    const path: FieldPath = ["spec", "upgrade", step.index];
    const planned = hazards.filter((each) => each.step === stepId(step));
    const changes = folded.steps.find((each) => each.step === stepId(step))?.changes ?? [];
    const isBatched = changes.some(
      (change) =>
        change.kind === "data" && (change.data.step === "backfill" || ("batch" in change.data && change.data.batch !== undefined)),
    );
    if (isBatched) this.#transaction += 1;
    for (const act of actsOfStep({ step, changes, after: folded.after }))
      this.#say(act, {
        source: "operation",
        hazards: planned.flatMap((each) => each.hazards),
        place: () => this.#placeOf(act, step, path),
      });
    if (isBatched) this.#transaction += 1;
    if (step.operation === "sql") await this.#addSql(step, path, planned);
    else await this.#addDefinition(step, path);
  }

  /** An object that an operation takes as SQL: a function, a trigger. */
  async #addDefinition(step: RevisionStep, path: FieldPath): Promise<void> {
    const text = step.args["sql"];
    if (typeof text !== "string") return;
    for (const { acts, offset } of await this.#read(text))
      for (const act of acts)
        this.#say(act, {
          source: "operation",
          hazards: [],
          place: () => placeIn(this.#revision, [...path, step.operation, "sql"], { text, offset }),
        });
  }

  /** Only what is written out as SQL: what an operation does on the way down, the plan of that way shows. */
  async addWayDown(steps: readonly RevisionStep[], path: FieldPath): Promise<void> {
    for (const step of steps) if (step.operation === "sql" && !this.#isLeftOut(step)) await this.#addSql(step, [...path, step.index], []);
  }

  async #addSql(step: RevisionStep, path: FieldPath, planned: readonly PlannedStatement[]): Promise<void> {
    const { settings } = this.#judged;
    const request = { dialect: settings.grammar.dialect, excludes: () => false };
    for (const { text, form, path: field } of sqlFields(step.args, "fields", [...path, "sql"], request)) {
      if (form !== "statements") continue;
      const statements = await this.#read(text);
      const splitting = statements.some(({ runs }) => runs === "inTransaction")
        ? statements.find(({ runs }) => runs === "alone")
        : undefined;
      for (const statement of statements) {
        const hazards = planned.find(({ sql }) => sql === statement.sql)?.hazards ?? [];
        const place = () => placeIn(this.#revision, field, { text, offset: statement.offset });
        const isAlone = statement.runs === "alone";
        if (isAlone) this.#transaction += 1;
        for (const act of [...statement.acts, ...(statement === splitting ? [endTransaction(statement)] : [])])
          this.#say(act, { source: "sql", hazards, place });
        if (isAlone) this.#transaction += 1;
      }
    }
  }

  #say(act: Act, rest: { readonly source: ActSource; readonly hazards: Said["hazards"]; readonly place: () => Position }): void {
    this.#said.push({ act, transaction: this.#transaction, ...rest });
  }

  #isLeftOut({ when }: RevisionStep): boolean {
    return when !== undefined && judgeUnseen(when, this.#judged.settings) === "no";
  }

  #placeOf(act: Act, step: RevisionStep, path: FieldPath): Position {
    const ref =
      act.kind === "define"
        ? act.object.ref
        : act.kind === "defineColumn"
          ? childRef("column", tableRef("", act.table.name), act.column.name)
          : undefined;
    const part = ref === undefined ? [] : partPath(step.args, ref);
    return part.length === 0 ? step.position : placeIn(this.#revision, [...path, step.operation, ...part]);
  }
}

const endTransaction = ({ sql }: StatementActs): Act => ({ kind: "endTransaction", statement: showStatement(sql) });
