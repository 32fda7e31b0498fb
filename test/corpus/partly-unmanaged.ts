import type { UnmanagedObject } from "../../src/port/session.ts";
import { subjectsOf } from "./named-as-unmanaged.ts";
import type { DumpEntry } from "./dump-entries.ts";

/** Whether some fact about what an entry of a dump makes, and that has no entry of its own, is named as unmanaged: `public.t.t_pkey (cluster)` of a constraint, `public.t.a (storage)` of a table. */
export function partlyUnmanaged(unmanaged: readonly UnmanagedObject[]): (entry: DumpEntry) => boolean {
  const facts = new Set(unmanaged.flatMap(({ name }) => (name.endsWith(")") ? [name.replace(/ \([^()]*\)$/, "")] : [])));
  const tables = new Set([...facts].map((fact) => fact.split(".").slice(0, 2).join(".")));
  return (entry) => {
    if (entry.type === "COMMENT" || entry.type === "ACL") return false;
    const name = `${entry.schema}.${entry.name}`;
    return (
      subjectsOf(entry, new Map()).some((subject) => facts.has(subject)) ||
      (relations.has(entry.type) && tables.has(name)) ||
      facts.has(ownedBy(entry)) ||
      facts.has(indexed(entry))
    );
  };
}

const relations: ReadonlySet<string> = new Set(["TABLE", "VIEW", "MATERIALIZED VIEW"]);

/** The column that an identity's sequence belongs to. */
const ownedBy = ({ sql }: DumpEntry): string => (/^ALTER TABLE (\S+) ALTER COLUMN (\S+) ADD GENERATED/m.exec(sql) ?? []).slice(1).join(".");

/** As keelson names an index: below its table. */
const indexed = ({ type, name, sql }: DumpEntry): string => (type === "INDEX" ? `${/ ON (?:ONLY )?(\S+) /.exec(sql)?.[1]}.${name}` : "");
