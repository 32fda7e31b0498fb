import type { CreateStmt, RangeVar } from "libpg-query";
import type { DdlAct, DdlSection } from "../../../grammar/ddl.ts";
import type { NameText } from "../../../grammar/definition.ts";
import type { TableEntry } from "../../../model/kind/table.shape.ts";
import { alteredTable } from "./alter-table.ts";
import { indexEntry } from "./index-entry.ts";
import { notNulls } from "./not-null.ts";
import { policyEntry } from "./policy-entry.ts";
import { type Readers, unread } from "./reader.ts";
import { sequenceOptions } from "./sequence-entry.ts";
import { tableEntry } from "./table-entry.ts";
import { compositeTypeEntry, domainEntry, rangeTypeEntry } from "./type-entry.ts";
import type { StatementText } from "./statement-text.ts";
import { optionsOf, placed } from "./values.ts";
import { materializedViewEntry, viewEntry } from "./view-entry.ts";

const entry = (section: DdlSection, fields: object, replace = false): DdlAct => ({ act: "entry", section, entry: { ...fields }, replace });
const relationName = (relation: RangeVar | undefined): NameText => ({
  schema: relation?.schemaname ?? null,
  name: relation?.relname ?? "",
});
const below = (relation: RangeVar | undefined, fields: Readonly<Record<string, unknown>>): DdlAct => ({
  act: "amend",
  relation: relationName(relation),
  amendments: [{ part: "lists", fields }],
});

function table(body: CreateStmt, text: StatementText, foreign: Pick<TableEntry, "foreign">): DdlAct | readonly DdlAct[] {
  const read = tableEntry(body, text);
  if (typeof read === "string") return unread(read, "Write it under `tables` as far as it can be kept in step");
  const amendments = notNulls(body.tableElts ?? []);
  return [
    entry("tables", { ...read, ...foreign }),
    ...(amendments.length === 0 ? [] : [{ act: "amend" as const, relation: relationName(body.relation), amendments }]),
  ];
}

/** Statements about what has columns, and about types of people's own, as the entries of the sections that those have. */
export const relationReaders: Readers = {
  AlterTableStmt: alteredTable,
  CreateStmt: (body, text) => table(body, text, {}),
  CreateForeignTableStmt: ({ base, servername = "", options }, text) => {
    const taken = optionsOf(options);
    return table(base ?? {}, text, { foreign: { server: servername, ...(taken !== undefined && { options: taken }) } });
  },
  ViewStmt: (body, text) => entry("views", viewEntry(body, text), body.replace === true),
  CreateTableAsStmt: (body, text) =>
    body.objtype === "OBJECT_MATVIEW"
      ? entry("views", materializedViewEntry(body, text))
      : unread("CREATE TABLE … AS", "Write the table with its columns"),
  CreateSeqStmt: ({ sequence, options }) =>
    entry("sequences", { ...placed(sequence), ...(sequence?.relpersistence === "u" && { unlogged: true }), ...sequenceOptions(options) }),
  AlterSeqStmt: ({ sequence, options }) => ({
    act: "amend",
    relation: relationName(sequence),
    amendments: [{ part: "own", fields: { ...sequenceOptions(options) } }],
  }),
  CreateDomainStmt: (body, text) => [entry("domains", domainEntry(body, text))],
  CompositeTypeStmt: (body, text) => entry("compositeTypes", compositeTypeEntry(body, text)),
  CreateRangeStmt: (body) => entry("rangeTypes", rangeTypeEntry(body)),
  IndexStmt: (body, text) => {
    const index = indexEntry(body, text);
    return index === undefined
      ? unread("an index with options of operator classes", "Use an `sql` step in a revision")
      : below(body.relation, { indexes: [index] });
  },
  CreatePolicyStmt: (body, text) => {
    const policy = policyEntry(body, text);
    return policy === undefined ? unread("a policy for whoever makes it", "Name its roles") : below(body.table, { policies: [policy] });
  },
};
