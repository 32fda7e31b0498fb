import type { ObjectChange } from "../../../../change/change.ts";
import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { childRef } from "../../../../model/ref.ts";
import { optionList, optionName, qualified } from "../../quote.ts";
import { addChecked } from "../constraint/add-checked.ts";
import { notNullCheck, withoutCheck } from "../constraint/not-null.ts";
import { changedColumnSettings, newColumnSettings, newlyRequired } from "./column-settings.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { renamedNotNulls } from "../constraint/not-null-names.ts";
import { changedForeignTable } from "./foreign-table.ts";
import { changedInherits } from "./inherits.ts";
import { partitionNames, partNamesOf } from "../index/partition-names.ts";
import { movePartition, otherBounds, refuseRespread } from "../partition/partitioning.ts";
import { changedPlacement } from "./placement.ts";
import { changedRowSecurity, newRowSecurity } from "../access/policy.ts";
import { changedReplicaIdentity, newReplicaIdentity } from "../index/replica-identity.ts";
import { renamedSequences } from "../sequence/serial.ts";
import type { Situation } from "../statement/situation.ts";
import { renameStatements } from "../statement/rename-statements.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect, type Life } from "../statement/strategy.ts";
import { noLongerOfType, nowOfType } from "./typed-table.ts";
import { createStatements, dropWhole } from "./whole-table.ts";

type Table = SchemaObjectOf<"table">;

export const tableLife: Life<"table"> = {
  create: (after, change, situation) => [
    inTransaction(
      [
        ...createStatements(after, [], [], situation),
        ...partitionNames(after),
        ...newColumnSettings(after),
        ...newReplicaIdentity(after),
        ...newRowSecurity(after),
        ...nowOfType(null, after, situation),
        ...newComment(after),
      ],
      [change],
    ),
  ],
  drop: (_before, change, situation) => dropWhole([change], 0, situation)?.instructions ?? [],
  alter: (whole, after, change, situation) => {
    refuseRespread(whole, after);
    const { instructions, moved: before } = movePartition(whole, after, change, situation);
    if (instructions.some(({ effects }) => effects.includes(change))) return instructions;
    const foreign = changedForeignTable(before, after);
    const placement = changedPlacement(before, after, situation.rows(before.ref) === "holds" ? "holds" : "none");
    const rewrite = (before.body.unlogged !== after.body.unlogged || placement.length > 0) && situation.rows(before.ref) === "holds";
    // The scan happens beside the application, and SET NOT NULL takes the check for proof.
    const isLater = situation.online(before.ref) || situation.byPartition(before.ref);
    const checks = isLater ? newlyRequired(before, after, situation.model).map((column) => notNullCheck(column, situation.model)) : [];
    const statements = [
      ...noLongerOfType(before, after),
      ...foreign,
      ...persistence(before, after, rewrite),
      ...placement,
      ...otherBounds(before, after),
      ...changedInherits(before, after, situation),
      ...(canonicalJson(before.body.indexNames ?? {}) === canonicalJson(after.body.indexNames ?? {}) ? [] : partNamesOf(after, situation)),
      ...options(before, after),
      ...changedColumnSettings(before, after, situation, isLater ? "proved" : "unproved"),
      ...checks.map(withoutCheck),
      ...changedReplicaIdentity(before, after),
      ...changedRowSecurity(before, after, situation),
      ...nowOfType(before, after, situation),
      ...changedComment(before, after),
    ];
    return [
      ...instructions,
      ...checks.flatMap((check) => addChecked(check, effect(null, check), situation)),
      inTransaction(
        statements,
        [
          before === whole ? change : effect(before, after),
          ...checks.map((check) => effect(check, null)),
          ...(before.body.unlogged === after.body.unlogged ? [] : sequencesAlong(after, situation)),
        ],
        { long: rewrite ? "yes" : "no" },
      ),
    ];
  },
  rename: (before, after, change, situation) => {
    const visible = situation.rows(before.ref) !== "new";
    const columns = situation.model.children(before.ref, "column") as readonly SchemaObjectOf<"column">[];
    const renamed = columns.map((column) => [column, childRef("column", after.ref, column.ref.name)] as const);
    const parts = {
      locks: [lock(before.ref, "accessExclusive")],
      hazards: visible ? [hazard("incompatibleWithRunningApp", before.ref, "what uses the old name fails")] : [],
    };
    return [
      inTransaction(
        [
          ...renameStatements((ref) => `TABLE ${qualified(ref)}`, before.ref, after.ref, parts),
          ...renamedSequences(renamed),
          ...renamedNotNulls(renamed, situation),
        ],
        [change],
      ),
    ];
  },
};

/** From 15 on the sequences of a table become as lasting as the table whenever that changes, whatever they were. */
const sequencesAlong = ({ ref }: Table, { model }: Situation): readonly ObjectChange[] =>
  (model.children(ref, "column") as readonly SchemaObjectOf<"column">[]).flatMap((column) => {
    if (column.body.identity?.unlogged === undefined) return [];
    const { unlogged: _unlogged, ...identity } = column.body.identity;
    return [effect({ ...column, kind: "column" }, { ...column, kind: "column", body: { ...column.body, identity } })];
  });

function persistence(before: Table, after: Table, rewrite: boolean): readonly Statement[] {
  if (before.body.unlogged === after.body.unlogged) return [];
  const hazards = rewrite
    ? [hazard("tableRewrite", before.ref, "the whole table is written anew"), hazard("longLock", before.ref, "nobody can use it meanwhile")]
    : [];
  return [
    statement(`ALTER TABLE ${qualified(before.ref)} SET ${after.body.unlogged ? "UNLOGGED" : "LOGGED"}`, {
      locks: [lock(before.ref, "accessExclusive")],
      hazards,
    }),
  ];
}

function options(before: Table, after: Table): readonly Statement[] {
  if (after.body.options === null) return [];
  const old = before.body.options ?? {};
  const now = after.body.options;
  const set = Object.fromEntries(Object.entries(now).filter(([name, value]) => old[name] !== value));
  const reset = Object.keys(old).filter((name) => now[name] === undefined);
  const locks = [lock(before.ref, "shareUpdateExclusive")];
  return [
    ...(Object.keys(set).length === 0 ? [] : [statement(`ALTER TABLE ${qualified(before.ref)} SET (${optionList(set)})`, { locks })]),
    ...(reset.length === 0
      ? []
      : [statement(`ALTER TABLE ${qualified(before.ref)} RESET (${reset.map(optionName).join(", ")})`, { locks })]),
  ];
}
