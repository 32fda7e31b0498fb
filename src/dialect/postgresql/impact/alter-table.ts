import type { AlterTableCmd, AlterTableStmt, AlterTableType } from "libpg-query";
import { addedColumn, addedConstraint } from "./constraint.ts";
import { blocks, locks, rewrites, risks, type Impact, type Named } from "./fact.ts";
import { bodyOf, named, typeText } from "./syntax.ts";

type Rule = (table: Named | null, command: AlterTableCmd) => Impact;

const full = (table: Named | null): Impact => locks(table, "accessExclusive");
const besideReaders: Rule = (table) => locks(table, "shareRowExclusive");
const beside: Rule = (table) => locks(table, "shareUpdateExclusive");
const rewriting: Rule = (table) => [...full(table), ...rewrites(table)];
const opening: Rule = (table) => [...full(table), risks("privilegeChange", table, "which rows who sees changes")];
const relation = ({ def }: AlterTableCmd): Named | null => named(bodyOf(def, "PartitionCmd")?.name);

/** What differs from the rule: a full lock for a moment. */
const rules: Readonly<Partial<Record<AlterTableType, Rule>>> = {
  AT_AddColumn: (table, { def }) => addedColumn(table, bodyOf(def, "ColumnDef") ?? {}),
  AT_AddConstraint: (table, { def }) => addedConstraint(table, bodyOf(def, "Constraint") ?? {}),
  AT_AlterColumnType: (table, { name = "", def }) => {
    const column = bodyOf(def, "ColumnDef");
    const using = column?.raw_default === undefined && column?.collClause === undefined ? "none" : "given";
    return [
      ...full(table),
      ...(table === null
        ? []
        : [{ kind: "retypes", relation: table, column: name, type: typeText(column?.typeName ?? {}), using } as const]),
    ];
  },
  AT_SetNotNull: (table, { name = "" }) => [
    ...full(table),
    ...(table === null ? [] : [{ kind: "requires", relation: table, column: name } as const]),
  ],
  AT_DropColumn: (table, { name = "" }) => [...full(table), risks("incompatibleWithRunningApp", table, `what still uses ${name} fails`)],
  AT_SetExpression: rewriting,
  AT_SetLogged: rewriting,
  AT_SetUnLogged: rewriting,
  AT_SetAccessMethod: rewriting,
  AT_SetTableSpace: (table) => [...full(table), ...rewrites(table, "the whole table is copied")],
  AT_ValidateConstraint: (table) => [
    ...beside(table, {}),
    risks("constraintScan", table, "the whole table is read, beside the application"),
  ],
  AT_AlterConstraint: full,
  AT_ChangeOwner: (table) => [...full(table), risks("privilegeChange", table, "it gets another owner")],
  AT_EnableRowSecurity: opening,
  AT_DisableRowSecurity: opening,
  AT_ForceRowSecurity: opening,
  AT_NoForceRowSecurity: opening,
  AT_AttachPartition: (table, command) => [
    ...beside(table, command),
    ...full(relation(command)),
    risks("constraintScan", relation(command), "all of it is read, unless a check says that its rows fit"),
    blocks(relation(command), "nobody can use it"),
  ],
  AT_DetachPartition: (table, command) =>
    bodyOf(command.def, "PartitionCmd")?.concurrent
      ? [...beside(table, command), ...full(relation(command))]
      : [...full(table), ...full(relation(command))],
  AT_DetachPartitionFinalize: (table, command) => [...beside(table, command), ...full(relation(command))],
  AT_SetStatistics: beside,
  AT_SetOptions: beside,
  AT_ResetOptions: beside,
  AT_ClusterOn: beside,
  AT_DropCluster: beside,
  AT_SetRelOptions: beside,
  AT_ResetRelOptions: beside,
  AT_EnableTrig: besideReaders,
  AT_EnableAlwaysTrig: besideReaders,
  AT_EnableReplicaTrig: besideReaders,
  AT_DisableTrig: besideReaders,
  AT_EnableTrigAll: besideReaders,
  AT_DisableTrigAll: besideReaders,
  AT_EnableTrigUser: besideReaders,
  AT_DisableTrigUser: besideReaders,
};

/** `ALTER TABLE`, and what is written like it: views, indexes, sequences, composite types. */
export function alteredTable({ relation: of, cmds = [], objtype }: AlterTableStmt): Impact {
  // A composite type is no relation that anybody reads; tables of it are not seen from here.
  if (objtype === "OBJECT_TYPE") return [];
  const table = named(of);
  return cmds.flatMap((command) => {
    const altered = bodyOf(command, "AlterTableCmd") ?? {};
    return (rules[altered.subtype ?? "AT_AddOf"] ?? full)(table, altered);
  });
}
