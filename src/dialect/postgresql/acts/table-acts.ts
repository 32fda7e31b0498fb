import type { AlterTableCmd, AlterTableStmt, AlterTableType, CreateStmt } from "libpg-query";
import { type Act, type Named, showNamed } from "../../../port/act.ts";
import { bodiesOf, bodyOf, named, typeText, words } from "../impact/syntax.ts";
import { columnTraits, spelled } from "./column-traits.ts";
import { addedConstraint, constraintsOfColumn } from "./constraint-acts.ts";

export function createdTable({ relation, tableElts, if_not_exists: guarded = false }: CreateStmt): readonly Act[] {
  const table = named(relation);
  // What lies in pg_temp is seen by one session alone.
  if (table === null || relation?.relpersistence === "t") return [];
  const keys = bodiesOf(tableElts, "Constraint")
    .filter(({ contype }) => contype === "CONSTR_PRIMARY")
    .flatMap(({ keys: names }) => words(names));
  const columns = bodiesOf(tableElts, "ColumnDef").map(
    (column): Act => ({ kind: "defineColumn", table, column: columnTraits(column, keys), to: "newTable" }),
  );
  return [{ kind: "createTable", table, guarded }, ...columns];
}

type Rule = (table: Named, command: AlterTableCmd) => readonly Act[];

const rewriting =
  (by: string): Rule =>
  (table) => [{ kind: "rewriteTable", table, by }];
const partition = ({ def }: AlterTableCmd): Named => named(bodyOf(def, "PartitionCmd")?.name) ?? { name: "" };
const triggers: Rule = (table) => [{ kind: "alterTable", table, form: "disableTrigger" }];

const rules: Readonly<Partial<Record<AlterTableType, Rule>>> = {
  AT_AddColumn: (table, { def }) => {
    const column = bodyOf(def, "ColumnDef") ?? {};
    return [{ kind: "defineColumn", table, column: columnTraits(column), to: "existingTable" }, ...constraintsOfColumn(table, column)];
  },
  AT_DropColumn: (table, { name = "", behavior }) => [{ kind: "dropColumn", table, column: name, cascade: behavior === "DROP_CASCADE" }],
  AT_AlterColumnType: (table, { name = "", def }) => [
    { kind: "changeType", table, column: name, type: spelled(typeText(bodyOf(def, "ColumnDef")?.typeName ?? {})) },
  ],
  AT_SetNotNull: (table, { name = "" }) => [{ kind: "setNotNull", table, column: name }],
  AT_DropNotNull: (table, { name = "" }) => [{ kind: "dropNotNull", table, column: name }],
  AT_AddConstraint: (table, { def }) => addedConstraint(table, bodyOf(def, "Constraint") ?? {}),
  AT_ValidateConstraint: (table, { name = "" }) => [{ kind: "validateConstraint", table, name }],
  AT_DropConstraint: (table, { name = "" }) => [{ kind: "dropConstraint", table, name }],
  AT_SetExpression: rewriting("SET EXPRESSION"),
  AT_SetLogged: rewriting("SET LOGGED"),
  AT_SetUnLogged: rewriting("SET UNLOGGED"),
  AT_SetAccessMethod: rewriting("SET ACCESS METHOD"),
  AT_SetTableSpace: rewriting("SET TABLESPACE"),
  AT_AttachPartition: (table, command) => [{ kind: "attachPartition", table, partition: partition(command) }],
  AT_DetachPartition: (table, command) => [
    {
      kind: "detachPartition",
      table,
      partition: partition(command),
      concurrently: bodyOf(command.def, "PartitionCmd")?.concurrent === true,
    },
  ],
  AT_ChangeOwner: (table, { newowner }) => [{ kind: "setOwner", what: showNamed(table), owner: newowner?.rolename ?? "whoever runs it" }],
  AT_DisableRowSecurity: (table) => [{ kind: "alterTable", table, form: "disableRowSecurity" }],
  AT_ReplicaIdentity: (table, { def }) =>
    bodyOf(def, "ReplicaIdentityStmt")?.identity_type === "f" ? [{ kind: "alterTable", table, form: "replicaIdentity" }] : [],
  AT_SetRelOptions: (table, { def }) =>
    bodiesOf(bodyOf(def, "List")?.items, "DefElem").some(({ defname, arg }) => defname === "autovacuum_enabled" && isOff(arg))
      ? [{ kind: "alterTable", table, form: "autovacuumOff" }]
      : [],
  AT_DisableTrig: triggers,
  AT_DisableTrigAll: triggers,
  AT_DisableTrigUser: triggers,
};

const isOff = (value: unknown): boolean => /"(?:false|off|no|0)"|"boolval":false|"Boolean":\{\}/i.test(JSON.stringify(value ?? ""));

/** What each command of `ALTER TABLE` says; of views, indexes and sequences too, which are written like it. */
export function alteredTable({ relation, cmds, objtype }: AlterTableStmt): readonly Act[] {
  const table = named(relation);
  if (table === null || objtype === "OBJECT_TYPE") return [];
  return bodiesOf(cmds, "AlterTableCmd").flatMap((command) =>
    command.subtype === undefined ? [] : (rules[command.subtype]?.(table, command) ?? []),
  );
}
