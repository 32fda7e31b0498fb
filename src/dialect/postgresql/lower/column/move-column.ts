import type { DataChange, ObjectChange } from "../../../../change/change.ts";
import type { Hazard, Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { Expression } from "../../../../model/expression.ts";
import { renameIdentifier } from "../../../../model/identifier.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef, refKey } from "../../../../model/ref.ts";
import { columnDefinition } from "../../object/column.ts";
import { renameIndex } from "../../object/index.ts";
import { home, qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { carryMarks } from "../index/carry-marks.ts";
import { newComment } from "../statement/comment.ts";
import { lowerData } from "../rows/data.ts";
import { isMissing, isThere } from "../rows/null-test.ts";
import { aroundOthers } from "../remake/dependants.ts";
import { buildIndex } from "../index/index-life.ts";
import { moveConstraints, type MovingConstraints } from "./move-constraints.ts";
import { moveNumbers } from "./move-numbers.ts";
import { successor } from "./moves-beside.ts";
import { setNotNull } from "../constraint/not-null.ts";
import { renamedNotNulls } from "../constraint/not-null-names.ts";
import { newNotNull, ownNotNull } from "../constraint/own-not-null.ts";
import { sameLabels } from "../access/labels.ts";
import { sameGrants } from "../access/same-grants.ts";
import type { Situation } from "../statement/situation.ts";
import { newTuning } from "../table/tuning.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;
type Index = SchemaObjectOf<"index">;

const tableOf = ({ ref }: Column): ObjectRef => ref.parent as ObjectRef;

interface Move {
  readonly before: Column;
  readonly after: Column;
  readonly change: ObjectChange;
  /** SQL over the old column that gives the new value. */
  readonly value: string;
  /** What the values may lose on the way. */
  readonly losses: readonly Hazard[];
}

/** A new column beside the old one, kept in step by a trigger, filled in batches, with indexes of its own; then it takes the name. */
export function moveColumn({ before, after, change, value, losses }: Move, situation: Situation): readonly Instruction[] {
  const comment = after.comment === undefined ? before.comment : after.comment;
  const { notNull: _notNull, ...rest } = after.body;
  const { securityLabels: _labels, ...unlabelled } = after;
  const bare: Column = {
    ...unlabelled,
    ref: successor(before),
    comment: null,
    body: { ...rest, nullable: true, default: null, identity: null },
  };
  const made = effect(null, bare);
  const add = inTransaction(
    [refuseLeftBehind(before, situation), addBeside(before, bare), ...sameGrants(before, bare), ...newTuning(bare)],
    [made],
  );
  let now = situation.after([made]);
  const filled = fill(before, bare, value, now);
  now = now.after(filled.flatMap(({ effects }) => effects));
  const required: Column = { ...bare, body: { ...bare.body, nullable: after.body.nullable } };
  const checked = after.body.nullable ? [] : setNotNull(bare, required, effect(bare, required), now).map(withoutNullHazard);
  now = now.after(checked.flatMap(({ effects }) => effects));
  const indexes = indexesOf(before, situation).map((index) => [index, overSuccessor(index, before.ref.name, bare.ref.name)] as const);
  const built = indexes.flatMap(([, fresh]) => buildIndex(fresh, [effect(null, fresh)], now));
  const constraints = moveConstraints(before, bare.ref, now);
  const swap = takeOver({ before, after: { ...after, comment }, required, indexes, constraints, change, losses }, situation);
  return [add, ...filled, ...checked, ...built, ...constraints.built, swap, ...constraints.checked];
}

const addBeside = (before: Column, bare: Column): Statement =>
  statement(`ALTER TABLE ${home(before.ref)} ADD COLUMN ${columnDefinition(bare)}`, { locks: [lock(tableOf(before), "accessExclusive")] });

function fill(before: Column, bare: Column, value: string, situation: Situation): readonly Instruction[] {
  const where = `${isMissing(quoteIdentifier(bare.ref.name))} AND ${isThere(`(${value}\n)`)}`;
  const change: DataChange = {
    kind: "data",
    id: `move:${refKey(before.ref)}`,
    data: {
      step: "backfill",
      table: tableOf(before),
      set: { [bare.ref.name]: value },
      where,
      key: null,
      batch: {},
      throttle: {},
      keepInSync: "untilRevisionEnds",
    },
  };
  return lowerData(change, situation);
}

/** Nobody writes NULL there now: the old column holds none either. */
const withoutNullHazard = (instruction: Instruction): Instruction =>
  instruction.kind !== "statement"
    ? instruction
    : {
        ...instruction,
        statements: instruction.statements.map((each) => ({
          ...each,
          hazards: each.hazards.filter(({ kind }) => kind !== "incompatibleWithRunningApp"),
        })),
      };

const indexesOf = (column: Column, { model }: Situation): readonly Index[] =>
  model.dependants(column.ref).filter((object): object is Index => object.kind === "index");

const overSuccessor = (index: Index, from: string, to: string): Index => ({
  ...index,
  ref: { ...index.ref, name: makeObjectName(index.ref.name, null, "new") },
  body: {
    ...index.body,
    keys: index.body.keys.map((key) => ({
      ...key,
      column: key.column === from ? to : key.column,
      expression: key.expression && renamed(key.expression, from, to),
    })),
    include: index.body.include.map((name) => (name === from ? to : name)),
    where: index.body.where && renamed(index.body.where, from, to),
  },
});

const renamed = (expression: Expression, from: string, to: string): Expression => ({
  ...expression,
  text: renameIdentifier(expression.text, from, to),
});

interface TakeOver extends Omit<Move, "value"> {
  readonly required: Column;
  readonly indexes: readonly (readonly [old: Index, fresh: Index])[];
  readonly constraints: MovingConstraints;
}

/** The old column goes with its indexes, and what was made beside takes the names: all at once, and only in the catalogue. */
function takeOver({ before, after, required, indexes, constraints, change, losses }: TakeOver, situation: Situation): Instruction {
  const table = tableOf(before);
  const locks = [lock(table, "accessExclusive")];
  const alter = (how: string) => statement(`ALTER TABLE ${home(before.ref)} ${how}`, { locks });
  const name = quoteIdentifier(before.ref.name);
  const drop = statement(`ALTER TABLE ${home(before.ref)} DROP COLUMN ${name}`, {
    locks,
    hazards: [
      ...losses,
      hazard("incompatibleWithRunningApp", before.ref, "it is the last column from then on: what counts on their order fails"),
    ],
    inverse: losses.length > 0 ? "structure" : "exact",
  });
  const statements = [
    ...indexes.map(([old, fresh]) => carryMarks(table, old.ref, fresh.ref)),
    ...constraints.away,
    ...moveNumbers(before, after, required.ref, situation),
    drop,
    alter(`RENAME COLUMN ${quoteIdentifier(required.ref.name)} TO ${name}`),
    ...(after.body.default === null ? [] : [alter(`ALTER COLUMN ${name} SET DEFAULT ${after.body.default.text}`)]),
    ...indexes.map(([old, fresh]) => statement(renameIndex(fresh.ref, old.ref.name))),
    ...renamedNotNulls([[required, after.ref]], situation),
    ...(after.body.nullable ? newNotNull(after) : ownNotNull(required, after)),
    ...constraints.back,
    ...newComment(after),
    ...sameLabels(before, after),
  ];
  const effects = [
    ...indexes.map(([, fresh]) => effect(fresh, null)),
    ...constraints.gone,
    effect(required, null),
    change,
    ...constraints.come,
  ];
  return aroundOthers({ refs: [before.ref] }, inTransaction(statements, effects), situation);
}

/** What would go with the old column, or hold it: said before any work is done. Views and statistics that nobody here knows cannot be made again. */
function refuseLeftBehind({ ref }: Column, { model }: Situation): Statement {
  const known = (of: SchemaObject["kind"]) => model.dependants(ref).filter(({ kind }) => kind === of);
  const views = known("view").map((view) => `pg_catalog.to_regclass(${quoteLiteral(qualified(view.ref))})`);
  const statistics = known("statistics").map(
    (each) =>
      ` AND NOT (x.stxname = ${quoteLiteral(each.ref.name)} AND x.stxnamespace = ${quoteLiteral(quoteIdentifier(each.ref.schema ?? ""))}::pg_catalog.regnamespace)`,
  );
  const found =
    `SELECT pg_catalog.string_agg(DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, 0), ', ') INTO found FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid ` +
    `WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = ${quoteLiteral(home(ref))}::pg_catalog.regclass AND a.attname = ${quoteLiteral(ref.name)} ` +
    `AND (d.classid IN ('pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_publication_rel'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass) ` +
    `OR d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND EXISTS (SELECT FROM pg_catalog.pg_statistic_ext x WHERE x.oid = d.objid${statistics.join("")}) ` +
    `OR d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND NOT EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.oid = d.objid AND w.ev_class = ANY (ARRAY[${views.join(", ")}]::pg_catalog.regclass[])))`;
  const message = `${describeRef(ref)} cannot get its type beside the application, for this uses it: %. Take that away before and make it again after, or say atomic: true`;
  return statement(
    `DO ${quoteLiteral(`DECLARE found text; BEGIN ${found}; IF found IS NOT NULL THEN RAISE EXCEPTION ${quoteLiteral(message)}, found; END IF; END`)}`,
  );
}
