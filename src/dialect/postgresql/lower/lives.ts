import { differingAccess } from "../../../model/access.ts";
import { compareObjects } from "../../../model/compare-objects.ts";
import type { ObjectChange } from "../../../change/change.ts";
import type { Instruction } from "../../../instruction/instruction.ts";
import { known } from "../../../model/model.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { type DdlKind, ddlKinds, sameRef, type ObjectKind } from "../../../model/ref.ts";
import { alterAccess } from "./access/access.ts";
import { baseTypeLife } from "./ddl/base-type.ts";
import { columnLife } from "./column/column.ts";
import { compositeTypeLife } from "./type/composite-type.ts";
import { checkLife, excludeLife, foreignKeyLife, primaryKeyLife, uniqueLife } from "./constraint/constraint.ts";
import { ddlLife } from "./ddl/ddl.ts";
import { isAnyGivenByDefault } from "./access/default-grants.ts";
import { defaultPrivilegesLife } from "./access/default-privileges.ts";
import { domainLife } from "./type/domain.ts";
import { enumLife } from "./type/enum.ts";
import { extensionLife } from "./server/extension.ts";
import { foreignDataWrapperLife, foreignServerLife } from "./server/foreign.ts";
import { indexLife } from "./index/index-life.ts";
import { rangeTypeLife } from "./type/range-type.ts";
import { firingLife } from "./table/firing.ts";
import { routineLife } from "./routine.ts";
import { policyLife } from "./access/policy.ts";
import { publicationLife } from "./server/publication.ts";
import { subscriptionLife } from "./server/subscription.ts";
import { schemaLife } from "./schema.ts";
import { sequenceLife } from "./sequence/sequence.ts";
import { settingLife } from "./setting.ts";
import type { Situation } from "./statement/situation.ts";
import { effect, type Life } from "./statement/strategy.ts";
import { tableLife } from "./table/table.ts";
import { viewLife } from "./view.ts";

const ddlLives = Object.fromEntries(ddlKinds.map((kind) => [kind, ddlLife])) as unknown as { readonly [K in DdlKind]: Life<K> };

const lives: { readonly [K in ObjectKind]: Life<K> } = {
  schema: schemaLife,
  extension: extensionLife,
  enum: enumLife,
  domain: domainLife,
  compositeType: compositeTypeLife,
  rangeType: rangeTypeLife,
  sequence: sequenceLife,
  function: routineLife,
  procedure: routineLife,
  aggregate: routineLife,
  table: tableLife,
  column: columnLife,
  primaryKey: primaryKeyLife,
  unique: uniqueLife,
  check: checkLife,
  foreignKey: foreignKeyLife,
  exclude: excludeLife,
  index: indexLife,
  view: viewLife,
  trigger: firingLife,
  rule: firingLife,
  eventTrigger: firingLife,
  policy: policyLife,
  foreignDataWrapper: foreignDataWrapperLife,
  foreignServer: foreignServerLife,
  publication: publicationLife,
  subscription: subscriptionLife,
  setting: settingLife,
  defaultPrivileges: defaultPrivilegesLife,
  ...ddlLives,
  baseType: baseTypeLife,
};

/** One change of one object, by the life of its kind. */
export function lowerObject(change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { before, after } = change;
  if (before === null && after === null) throw new TypeError("a change needs at least one side");
  const life = lives[(after ?? (before as SchemaObject)).kind] as Life<never>;
  if (before === null) return life.create(after as never, change, situation);
  if (after === null) return life.drop(before as never, change, situation);
  if (changesAccess(before, after) || (sameRef(before.ref, after.ref) && isAnyGivenByDefault(before, after, situation.model)))
    return alterAccess(before, after, change, situation);
  if (sameRef(before.ref, after.ref))
    return alreadySo(after, situation) ? [] : life.alter(before as never, after as never, change, situation);
  return renamed(life, change, situation);
}

/** A rename that changes more than the name is a rename and an alter behind it. */
function renamed(life: Life<never>, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { before, after } = change as { before: SchemaObject; after: SchemaObject };
  const moved = { ...before, ref: after.ref } as SchemaObject;
  const { differing, questions } = compareObjects(after, moved);
  if (differing.length === 0 && questions.length === 0) return life.rename(before as never, after as never, change, situation);
  const first = life.rename(before as never, moved as never, effect(before, moved), situation);
  const behind = situation.after(first.flatMap(({ effects }) => effects));
  const rest: ObjectChange = { ...change, before: moved };
  return [...first, ...life.alter(moved as never, after as never, rest, behind)];
}

/** An earlier strategy has brought it about (NOT NULL with a primary key). */
function alreadySo(after: SchemaObject, situation: Situation): boolean {
  const live = known(situation.model.get(after.ref as never));
  if (live === undefined || live.nameOnly) return false;
  const { differing, questions } = compareObjects(after, live as SchemaObject);
  return differing.length === 0 && questions.length === 0;
}

/** Whatever else changes has gone before. */
const changesAccess = (before: SchemaObject, after: SchemaObject): boolean => differingAccess(after, before).length > 0;
