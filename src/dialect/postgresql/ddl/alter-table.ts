import type { AlterTableCmd, AlterTableStmt, AlterTableType, Node, RangeVar } from "libpg-query";
import type { Amendment, DdlAct } from "../../../grammar/ddl.ts";
import type { NameText } from "../../../grammar/definition.ts";
import { columnEntry, columnOptions, identityOf } from "./column-entry.ts";
import { addressed, roleOf } from "./names.ts";
import { notNulls } from "./not-null.ts";
import type { StatementText } from "./statement-text.ts";
import { boundsAt, partitionOf } from "./table-entry.ts";
import { constraintOf, keyOverIndex, said } from "./table-constraint.ts";
import { constantOf, optionsOf } from "./values.ts";

/** What one command says of the relation; null where a document has no words for it. `from`, `end`: the tokens it lies between. */
type Read = (command: AlterTableCmd, text: StatementText, from: number, end: number) => readonly Amendment[] | null;

const columnFields = ({ name = "" }: AlterTableCmd, fields: Readonly<Record<string, unknown>>): readonly Amendment[] => [
  { part: "column", name, fields },
];
const own = (fields: Readonly<Record<string, unknown>>): readonly Amendment[] => [{ part: "own", fields }];
const firing =
  (enabled: string): Read =>
  ({ name = "" }) => [{ part: "trigger", name, fields: { enabled } }];
const nameOfRelation = (relation: RangeVar | undefined): NameText => ({
  schema: relation?.schemaname ?? null,
  name: relation?.relname ?? "",
});

const readers: { readonly [T in AlterTableType]?: Read } = {
  AT_AddConstraint: ({ def }, text) => {
    const over = def !== undefined && "Constraint" in def ? keyOverIndex(def.Constraint) : null;
    if (over !== null) return [over];
    const read = def !== undefined && "Constraint" in def ? constraintOf(def.Constraint, text) : undefined;
    if (read !== undefined) return [{ part: "lists", fields: said(read) }];
    return def === undefined ? null : orNone(notNulls([def]));
  },
  AT_AddColumn: ({ def }, text) => {
    if (def === undefined || !("ColumnDef" in def)) return null;
    const { column, constraints } = columnEntry(def.ColumnDef, text);
    return [{ part: "lists", fields: { columns: [column], ...said(constraints) } }, ...notNulls([def])];
  },
  AT_ColumnDefault: (command, text, from, end) =>
    command.def === undefined ? null : columnFields(command, { default: text.text(text.find(from, end, "DEFAULT") + 1, end) }),
  AT_SetNotNull: (command) => columnFields(command, { nullable: false }),
  AT_AddIdentity: (command) =>
    command.def !== undefined && "Constraint" in command.def ? columnFields(command, identityOf(command.def.Constraint)) : null,
  AT_SetStatistics: (command) => columnFields(command, { statistics: Number(constantOf(command.def)) }),
  AT_SetStorage: (command) => columnFields(command, { storage: constantOf(command.def).toLowerCase() }),
  AT_SetCompression: (command) => columnFields(command, { compression: constantOf(command.def) }),
  AT_SetOptions: (command) => columnFields(command, columnOptions(listOf(command.def))),
  AT_AlterColumnGenericOptions: (command) =>
    isAdded(listOf(command.def)) ? columnFields(command, { foreignOptions: optionsOf(listOf(command.def)) ?? {} }) : null,
  AT_SetRelOptions: ({ def }) => own({ options: optionsOf(listOf(def)) ?? {} }),
  AT_EnableRowSecurity: () => own({ rowSecurity: "enabled" }),
  AT_ForceRowSecurity: () => own({ rowSecurity: "forcedWhenEnabled" }),
  AT_SetUnLogged: () => own({ unlogged: true }),
  AT_SetLogged: () => own({ unlogged: false }),
  AT_SetTableSpace: ({ name }) => own({ tablespace: name }),
  AT_SetAccessMethod: ({ name }) => own({ accessMethod: name }),
  AT_ReplicaIdentity: ({ def }) => {
    if (def === undefined || !("ReplicaIdentityStmt" in def)) return null;
    const { identity_type, name = "" } = def.ReplicaIdentityStmt;
    return own({
      replicaIdentity:
        identity_type === "i" ? { index: name } : identity_type === "f" ? "full" : identity_type === "n" ? "nothing" : "default",
    });
  },
  AT_ClusterOn: ({ name = "" }) => [{ part: "index", name, fields: { cluster: true } }],
  AT_EnableTrig: firing("origin"),
  AT_DisableTrig: firing("disabled"),
  AT_EnableAlwaysTrig: firing("always"),
  AT_EnableReplicaTrig: firing("replica"),
};

const listOf = (node: Node | undefined): readonly Node[] =>
  (node !== undefined && "List" in node ? (node.List.items ?? []) : []) as readonly Node[];

/** None of what was said before is taken back. */
const isAdded = (options: readonly Node[]): boolean =>
  options.every(
    (option) => "DefElem" in option && (option.DefElem.defaction === "DEFELEM_ADD" || option.DefElem.defaction === "DEFELEM_UNSPEC"),
  );

const orNone = (amendments: readonly Amendment[]): readonly Amendment[] | null => (amendments.length === 0 ? null : amendments);

/** What the commands of one ALTER say. */
export function alteredTable({ relation, cmds, objtype }: AlterTableStmt, text: StatementText): readonly DdlAct[] {
  const of = relation === undefined ? null : addressed(objtype, { RangeVar: relation });
  const commands = (cmds ?? []).flatMap((each) => ("AlterTableCmd" in each ? each.AlterTableCmd : []));
  const start = text.behindName(text.at(relation?.location));
  const parts = text.split(text.isWord(start, "*") ? start + 1 : start, text.tokens.length);
  return commands.map((command, at): DdlAct => {
    const owner = command.subtype === "AT_ChangeOwner" ? roleOf(command.newowner) : null;
    if (of !== null && owner !== null) return { act: "owner", of, owner };
    const attached = command.subtype === "AT_AttachPartition" ? attach(command, relation, objtype, text) : null;
    if (attached !== null) return attached;
    const [from, end] = parts[at] ?? [start, text.tokens.length];
    const amendments = readers[command.subtype ?? "AT_AddColumn"]?.(command, text, from, end) ?? null;
    return amendments === null
      ? {
          act: "unread",
          statement: `this ALTER ${text.tokens[1]?.text.toUpperCase() ?? ""} (${text.text(from, Math.min(from + 3, end))} …)`,
          instead: "Say it where the object is declared",
        }
      : { act: "amend", relation: nameOfRelation(relation), amendments };
  });
}

function attach(
  { def }: AlterTableCmd,
  relation: RangeVar | undefined,
  objtype: AlterTableStmt["objtype"],
  text: StatementText,
): DdlAct | null {
  if (def === undefined || !("PartitionCmd" in def)) return null;
  const { name, bound } = def.PartitionCmd;
  if (objtype === "OBJECT_INDEX") return { act: "attachedIndex", index: nameOfRelation(name) };
  return {
    act: "amend",
    relation: nameOfRelation(name),
    amendments: own({ partitionOf: partitionOf(relation, boundsAt(bound ?? {}, text)) }),
  };
}
