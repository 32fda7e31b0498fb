import type { Node } from "libpg-query";
import type { StatementInstruction } from "../../instruction/instruction.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";

type Probe = NonNullable<StatementInstruction["probe"]>;

/** How to see afterwards what became of a CREATE or DROP INDEX CONCURRENTLY that was written as SQL; undefined for everything else. */
export function concurrentProbe(node: Node): Probe | undefined {
  if ("IndexStmt" in node && node.IndexStmt.concurrent && node.IndexStmt.idxname) {
    const { idxname, relation } = node.IndexStmt;
    const name = [relation?.schemaname, idxname].flatMap((part) => (part ? [quoteIdentifier(part)] : [])).join(".");
    const sql =
      `SELECT coalesce((SELECT CASE WHEN i.indisvalid AND i.indisready THEN 'done' ELSE 'broken' END ` +
      `FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass(${quoteLiteral(name)})), 'todo')`;
    return { sql, clear: [`DROP INDEX CONCURRENTLY IF EXISTS ${name}`] };
  }
  if ("DropStmt" in node && node.DropStmt.concurrent) {
    const [object] = (node.DropStmt.objects ?? []) as readonly {
      readonly List?: { readonly items?: readonly { readonly String?: { readonly sval?: string } }[] };
    }[];
    const name = (object?.List?.items ?? []).map((item) => quoteIdentifier(item.String?.sval ?? "")).join(".");
    return { sql: `SELECT CASE WHEN pg_catalog.to_regclass(${quoteLiteral(name)}) IS NULL THEN 'done' ELSE 'todo' END`, clear: [] };
  }
  return undefined;
}
