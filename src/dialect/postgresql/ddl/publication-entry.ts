import type { AlterPublicationStmt, CreatePublicationStmt, Node } from "libpg-query";
import type { PublicationEntry } from "../../../model/kind/publication.shape.ts";
import type { StatementText } from "./statement-text.ts";
import { optionsOf, placed, stringsOf } from "./values.ts";

type Published = Required<Pick<PublicationEntry, "tables" | "schemas">>;

/** A publication as an entry; undefined where what it names depends on who makes it. */
export function publicationEntry(
  { pubname = "", options, pubobjects = [], for_all_tables }: CreatePublicationStmt,
  text: StatementText,
): PublicationEntry | undefined {
  const published = publishedIn(pubobjects, text.find(0, text.tokens.length, "FOR") + 1, text);
  const { publish, publish_via_partition_root: viaRoot, publish_generated_columns: generated } = optionsOf(options) ?? {};
  if (published === undefined) return undefined;
  return {
    name: pubname,
    ...(for_all_tables === true && { allTables: true }),
    ...(published.tables.length > 0 && { tables: published.tables }),
    ...(published.schemas.length > 0 && { schemas: published.schemas }),
    ...(publish !== undefined && {
      publish: publish.split(",").flatMap((action) => (action.trim() === "" ? [] : [action.trim()])) as NonNullable<
        PublicationEntry["publish"]
      >,
    }),
    ...(viaRoot !== undefined && { viaPartitionRoot: ["true", "on", "1"].includes(viaRoot) }),
    ...(generated !== undefined && { generatedColumns: generated === "none" ? ("none" as const) : ("stored" as const) }),
  };
}

/** What `ALTER PUBLICATION … ADD` puts beside the rest; undefined for any other change. */
export const publishedToo = ({ action, pubobjects = [] }: AlterPublicationStmt, text: StatementText): Published | undefined =>
  action === "AP_AddObjects" ? publishedIn(pubobjects, text.find(0, text.tokens.length, "ADD") + 1, text) : undefined;

/** The objects of a list that begins there: each is an item between its commas. */
function publishedIn(objects: readonly Node[], from: number, text: StatementText): Published | undefined {
  const items = text.split(from, text.find(from, text.tokens.length, "WITH", ";"));
  const published: Published = { tables: [], schemas: [] };
  for (const [at, object] of objects.entries()) {
    if (!("PublicationObjSpec" in object)) return undefined;
    const { pubobjtype, name, pubtable } = object.PublicationObjSpec;
    if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_SCHEMA") published.schemas.push(name ?? "");
    else if (pubobjtype === "PUBLICATIONOBJ_TABLE" && pubtable !== undefined) {
      const [start, end] = items[at] ?? [from, from];
      const { name: table, ...schema } = placed(pubtable.relation);
      published.tables.push({
        table,
        ...schema,
        ...(pubtable.columns !== undefined && { columns: stringsOf(pubtable.columns) }),
        ...(pubtable.whereClause !== undefined && { where: text.inParentheses(text.find(start, end, "WHERE"), end) }),
      });
    } else return undefined;
  }
  return published;
}
