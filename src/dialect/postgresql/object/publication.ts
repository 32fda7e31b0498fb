import type { PublicationBody, PublishedTable } from "../../../model/publication-body.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { columnList, qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";

interface Publication {
  readonly ref: ObjectRef;
  readonly body: PublicationBody;
}

/** Parameters that are not as they are by themselves. */
export function createPublication({ ref, body }: Publication): string {
  const what = body.allTables ? " FOR ALL TABLES" : members(body) === "" ? "" : ` FOR ${members(body)}`;
  const parameters = parametersOf(body, { publish: "insert, update, delete, truncate", via: false, generated: "none" });
  return `CREATE PUBLICATION ${quoteIdentifier(ref.name)}${what}${parameters === "" ? "" : ` WITH (${parameters})`}`;
}

/**
 * Statements that lead from one to the other; the list of members is said whole.
 * A partitioned table has columns or rows of its own only while it is published via itself: what allows that is said first, what ends it last.
 */
export function alterPublication(before: Publication, after: Publication): readonly string[] {
  const alter = `ALTER PUBLICATION ${quoteIdentifier(after.ref.name)}`;
  const [old, now] = [before.body, after.body];
  const parameters = parametersOf(now, { publish: old.publish.join(", "), via: old.viaPartitionRoot, generated: old.generatedColumns });
  const kept = members(now);
  const changed = members(old) === kept ? [] : [kept === "" ? `${alter} DROP ${names(old)}` : `${alter} SET ${kept}`];
  const set = parameters === "" ? [] : [`${alter} SET (${parameters})`];
  return old.viaPartitionRoot && !now.viaPartitionRoot ? [...changed, ...set] : [...set, ...changed];
}

const narrowed = ({ body }: Publication): PublicationBody => ({
  ...body,
  tables: body.tables.filter(({ columns, where }) => columns !== null || where !== null),
  schemas: [],
});

/** Without the tables of which it has some columns or rows only, and with them again: no such column gets another type. */
export const publishLess = (publication: Publication): string =>
  `ALTER PUBLICATION ${quoteIdentifier(publication.ref.name)} DROP ${names(narrowed(publication))}`;
export const publishAgain = (publication: Publication): string =>
  `ALTER PUBLICATION ${quoteIdentifier(publication.ref.name)} ADD ${members(narrowed(publication))}`;

function parametersOf(
  { publish, viaPartitionRoot, generatedColumns }: PublicationBody,
  usual: { readonly publish: string; readonly via: boolean; readonly generated: string },
): string {
  const list = publish.join(", ");
  return [
    ...(list === usual.publish ? [] : [`publish = ${quoteLiteral(list)}`]),
    ...(viaPartitionRoot === usual.via ? [] : [`publish_via_partition_root = ${viaPartitionRoot}`]),
    ...(generatedColumns === usual.generated ? [] : [`publish_generated_columns = ${generatedColumns}`]),
  ].join(", ");
}

/** `TABLE a (b) WHERE (c), TABLES IN SCHEMA d`, or nothing. */
const members = ({ tables, schemas }: PublicationBody): string => joined(tables.map(member), schemas);

/** The same as DROP names them. */
const names = ({ tables, schemas }: PublicationBody): string =>
  joined(
    tables.map(({ table }) => qualified(table)),
    schemas,
  );

const joined = (tables: readonly string[], schemas: readonly string[]): string =>
  [
    ...(tables.length === 0 ? [] : [`TABLE ${tables.join(", ")}`]),
    ...(schemas.length === 0 ? [] : [`TABLES IN SCHEMA ${schemas.map(quoteIdentifier).join(", ")}`]),
  ].join(", ");

/** An expression may end in a comment. Partitions are told apart by the server itself. */
const member = ({ table, columns, where }: PublishedTable): string =>
  `${qualified(table)}${columns === null ? "" : ` ${columnList(columns)}`}${where === null ? "" : ` WHERE (${where.text}\n)`}`;
