import type { ClusterStmt, IndexStmt, RefreshMatViewStmt, ReindexStmt, VacuumStmt } from "libpg-query";
import { blocks, type Impact, locks, rewrites, risks } from "./fact.ts";
import { bodiesOf, hasOption, named } from "./syntax.ts";

export function createdIndex({ relation, idxname, concurrent, if_not_exists: ifMissing = false }: IndexStmt): Impact {
  const table = named(relation);
  const schema = table?.schema === undefined ? {} : { schema: table.schema };
  return [
    ...(idxname === undefined ? [] : [{ kind: "makes", relation: { name: idxname, ...schema }, ifMissing } as const]),
    ...(concurrent
      ? [
          ...locks(table, "shareUpdateExclusive"),
          risks("indexBuild", table, "the whole table is read for an index, beside the application"),
        ]
      : [
          ...locks(table, "share"),
          risks("indexBuild", table, "the whole table is read for an index"),
          blocks(table, "nobody can write to it"),
        ]),
  ];
}

export function reindexed({ kind, relation, name, params }: ReindexStmt): Impact {
  const target = named(relation);
  const where = target === null ? ` of ${name ?? "the database"}` : "";
  if (hasOption(params, "concurrently"))
    return [
      ...locks(target, "shareUpdateExclusive"),
      risks("indexBuild", target, `indexes${where} are built anew, beside the application`),
    ];
  const index = kind === "REINDEX_OBJECT_INDEX";
  return [
    ...locks(target, "share"),
    risks("indexBuild", target, `indexes${where} are built anew`),
    risks("longLock", target, `nobody can write to it meanwhile, and who would read by ${index ? "the index" : "its indexes"} waits`),
  ];
}

export function vacuumed({ options, rels = [], is_vacuumcmd: vacuum }: VacuumStmt): Impact {
  const tables = bodiesOf(rels, "VacuumRelation").map(({ relation }) => named(relation));
  if (!vacuum || !hasOption(options, "full")) return tables.flatMap((table) => locks(table, "shareUpdateExclusive"));
  if (tables.length === 0) return rewrites(null, "every table is written anew, with its indexes");
  return tables.flatMap((table) => [...locks(table, "accessExclusive"), ...rewrites(table)]);
}

export function clustered({ relation }: ClusterStmt): Impact {
  const table = named(relation);
  return table === null
    ? rewrites(null, "every table that was clustered once is written anew")
    : [...locks(table, "accessExclusive"), ...rewrites(table)];
}

export function refreshed({ relation, concurrent, skipData }: RefreshMatViewStmt): Impact {
  const view = named(relation);
  if (concurrent) return locks(view, "exclusive");
  return [
    ...locks(view, "accessExclusive"),
    ...(skipData
      ? [risks("incompatibleWithRunningApp", view, "nobody can read it until it is refreshed")]
      : rewrites(view, "it is computed and written anew")),
  ];
}
