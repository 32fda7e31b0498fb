import type { LockStmt, Node } from "libpg-query";
import { lockModes } from "../../../instruction/instruction.ts";
import { alteredTable } from "./alter-table.ts";
import { dropped, moved, renamed } from "./drop-and-rename.ts";
import { type Impact, blocks, locks, risks } from "./fact.ts";
import { createdIndex, clustered, refreshed, reindexed, vacuumed } from "./maintenance.ts";
import { deletedRows, insertedRows, mergedRows, rowsOf, selectedRows, updatedRows } from "./rows.ts";
import { type Body, type NodeKind, bodiesOf, bodyOf, named, namedBy, words } from "./syntax.ts";

type Rules = { readonly [K in NodeKind]?: (body: Body<K>) => Impact };

const nothing = (): Impact => [];
const rights = (): Impact => [risks("privilegeChange", null, "who may do what changes")];
const unknown = (what: string) => (): Impact => [risks("unknown", null, `what ${what} does is not known before it runs`)];

/** What each kind of statement does to relations that are there. A kind without a rule may do anything. */
const rules: Rules = {
  AlterTableStmt: alteredTable,
  IndexStmt: createdIndex,
  DropStmt: dropped,
  RenameStmt: renamed,
  AlterObjectSchemaStmt: moved,
  ReindexStmt: reindexed,
  VacuumStmt: vacuumed,
  ClusterStmt: clustered,
  RefreshMatViewStmt: refreshed,
  InsertStmt: insertedRows,
  UpdateStmt: updatedRows,
  DeleteStmt: deletedRows,
  MergeStmt: mergedRows,
  SelectStmt: selectedRows,
  CreateStmt: created,
  CreateForeignTableStmt: ({ base }) => created(base ?? {}),
  CreateTableAsStmt: ({ into, if_not_exists: ifMissing = false, query }) => [
    ...makes(into?.rel, ifMissing),
    ...(query === undefined ? [] : rowsOf(query)),
  ],
  ViewStmt: ({ view, replace }) => (replace ? [...makes(view, true), ...locks(named(view), "accessExclusive")] : makes(view, false)),
  CreateSeqStmt: ({ sequence, if_not_exists: ifMissing = false }) => makes(sequence, ifMissing),
  TruncateStmt: ({ relations }) => bodiesOf(relations, "RangeVar").flatMap((table) => locks(named(table), "accessExclusive")),
  LockStmt: locked,
  CreateTrigStmt: ({ relation, constrrel }) => [
    ...locks(named(relation), "shareRowExclusive"),
    ...locks(named(constrrel), "shareRowExclusive"),
  ],
  RuleStmt: ({ relation }) => locks(named(relation), "accessExclusive"),
  CreatePolicyStmt: ({ table }) => [
    ...locks(named(table), "accessExclusive"),
    risks("privilegeChange", named(table), "which rows who sees changes"),
  ],
  AlterPolicyStmt: ({ table }) => [
    ...locks(named(table), "accessExclusive"),
    risks("privilegeChange", named(table), "which rows who sees changes"),
  ],
  CreateStatsStmt: ({ relations }) => bodiesOf(relations, "RangeVar").flatMap((table) => locks(named(table), "shareUpdateExclusive")),
  AlterSeqStmt: ({ sequence }) => locks(named(sequence), "shareRowExclusive"),
  CommentStmt: ({ objtype, object }) => (objtype === "OBJECT_TABLE" ? locks(listed(object), "shareUpdateExclusive") : []),
  AlterEnumStmt: ({ oldVal: old, newVal: now }) =>
    old === undefined ? [] : [risks("incompatibleWithRunningApp", null, `label ${old} is called ${now ?? ""}`)],
  AlterDomainStmt: ({ subtype, def }) =>
    subtype === "O" || (subtype === "C" && bodyOf(def, "Constraint")?.skip_validation !== true)
      ? [risks("constraintScan", null, "every table with a column of the domain is read")]
      : [],
  GrantStmt: rights,
  GrantRoleStmt: rights,
  AlterDefaultPrivilegesStmt: rights,
  AlterOwnerStmt: rights,
  ReassignOwnedStmt: rights,
  DropOwnedStmt: rights,
  CreateRoleStmt: rights,
  AlterRoleStmt: rights,
  AlterRoleSetStmt: nothing,
  DropRoleStmt: rights,
  DoStmt: unknown("a DO block"),
  CallStmt: unknown("a procedure"),
  ExecuteStmt: unknown("a prepared statement"),
  AlterExtensionStmt: unknown("the update of an extension"),
  AlterDatabaseRefreshCollStmt: nothing,
  AlterDatabaseSetStmt: nothing,
  AlterDatabaseStmt: nothing,
  AlterFunctionStmt: nothing,
  AlterSystemStmt: nothing,
  AlterStatsStmt: nothing,
  CompositeTypeStmt: nothing,
  ConstraintsSetStmt: nothing,
  CreateCastStmt: nothing,
  CreateConversionStmt: nothing,
  CreateDomainStmt: nothing,
  CreateEnumStmt: nothing,
  CreateEventTrigStmt: nothing,
  CreateExtensionStmt: nothing,
  CreateFdwStmt: nothing,
  CreateForeignServerStmt: nothing,
  CreateFunctionStmt: nothing,
  CreateOpClassStmt: nothing,
  CreateOpFamilyStmt: nothing,
  CreatePublicationStmt: nothing,
  CreateRangeStmt: nothing,
  CreateSchemaStmt: ({ schemaElts = [] }) => schemaElts.flatMap(impactOf),
  CreateTableSpaceStmt: nothing,
  CreateUserMappingStmt: nothing,
  CreatedbStmt: nothing,
  DefineStmt: nothing,
  DropdbStmt: nothing,
  ExplainStmt: nothing,
  ListenStmt: nothing,
  NotifyStmt: nothing,
  SecLabelStmt: nothing,
  VariableSetStmt: nothing,
  VariableShowStmt: nothing,
};

/** What a statement's text says of its run. */
export function impactOf(node: Node): Impact {
  const [[kind, body] = ["", {}]] = Object.entries(node);
  const rule = rules[kind as NodeKind] as ((body: unknown) => Impact) | undefined;
  return rule === undefined ? unknown("a statement of this kind")() : rule(body);
}

function makes(relation: Body<"RangeVar"> | undefined, ifMissing: boolean): Impact {
  const made = named(relation);
  return made === null ? [] : [{ kind: "makes", relation: made, ifMissing }];
}

const listed = (object: Node | undefined) => namedBy(words(bodyOf(object, "List")?.items));

function created({
  relation,
  tableElts,
  constraints,
  inhRelations,
  partbound,
  if_not_exists: ifMissing = false,
}: Body<"CreateStmt">): Impact {
  const columns = bodiesOf(tableElts, "ColumnDef").flatMap((column) => bodiesOf(column.constraints, "Constraint"));
  const referred = [...columns, ...bodiesOf(tableElts, "Constraint"), ...bodiesOf(constraints, "Constraint")].flatMap(
    ({ pktable }) => pktable ?? [],
  );
  return [
    ...makes(relation, ifMissing),
    ...referred.filter(({ relname }) => relname !== relation?.relname).flatMap((table) => locks(named(table), "shareRowExclusive")),
    ...bodiesOf(inhRelations, "RangeVar").flatMap((parent) =>
      locks(named(parent), partbound === undefined ? "shareUpdateExclusive" : "accessExclusive"),
    ),
  ];
}

/** From SHARE on others wait for as long as the transaction lasts. */
function locked({ relations, mode = 8 }: LockStmt): Impact {
  const taken = lockModes[mode - 1] ?? "accessExclusive";
  return bodiesOf(relations, "RangeVar").flatMap((table) => [
    ...locks(named(table), taken),
    ...(mode < 5 ? [] : [blocks(named(table), mode === 8 ? "nobody can use it" : "nobody can write to it")]),
  ]);
}
