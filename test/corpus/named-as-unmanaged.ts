import type { UnmanagedObject } from "../../src/port/session.ts";
import type { DumpEntry } from "./dump-entries.ts";

/** Whether an entry of a dump, what it lies on, or the fact about it that it states, is among what keelson names as unmanaged. */
export function namedAsUnmanaged(unmanaged: readonly UnmanagedObject[], dump: readonly DumpEntry[]): (entry: DumpEntry) => boolean {
  const names = new Set(unmanaged.map(nameOf));
  const homes = new Map(dump.flatMap((entry) => indexHome(entry)));
  return (entry) => subjectsOf(entry, homes).some((subject) => names.has(subject));
}

/** An index, also that of a constraint, and the table that it lies on. */
function indexHome({ type, schema, name, sql }: DumpEntry): readonly (readonly [string, string])[] {
  if (type === "INDEX") return [[`${schema}.${name}`, / ON (?:ONLY )?(\S+) /.exec(sql)?.[1] ?? ""]];
  const [table, constraint] = name.split(" ");
  return type === "CONSTRAINT" ? [[`${schema}.${constraint}`, `${schema}.${table}`]] : [];
}

/** What the heading of a comment or of grants starts with, before the name. */
const objectKind =
  /^(?:(?:FOREIGN DATA|FOREIGN|EVENT|MATERIALIZED|ACCESS|TEXT SEARCH|OPERATOR) )?(?:WRAPPER|METHOD|CONFIGURATION|DICTIONARY|PARSER|TEMPLATE|[A-Z]+) /;

const functions: ReadonlySet<string> = new Set(["function", "procedure", "aggregate"]);

/** The heading of a dump writes the types of arguments alone. */
const nameOf = ({ kind, name }: UnmanagedObject): string => (functions.has(kind) ? withoutArguments(name) : name);
const withoutArguments = (name: string): string => name.replace(/\(.*$/s, "");

/** The names under which keelson may have said it, most general first. */
export function subjectsOf({ type, schema, name, sql }: DumpEntry, homes: ReadonlyMap<string, string>): readonly string[] {
  const inSchema = (text: string): string => (schema === "-" ? text : `${schema}.${text}`);
  const [first = "", ...others] = name.split(" ");
  const rest = others.join(" ");
  const [, , part, owner] = /^(\w+) (\S+) ON (?:DOMAIN )?(.*)$/.exec(name) ?? [];
  switch (type) {
    case "SCHEMA":
      return [`${name} (owner)`];
    case "ACL":
    case "COMMENT": {
      if (name.startsWith("INDEX ")) return [`${homes.get(inSchema(rest))}.${rest} (comment)`, homes.get(inSchema(rest)) ?? ""];
      const subject = inSchema(
        part !== undefined && owner !== undefined ? `${owner}.${part}` : withoutArguments(name.replace(objectKind, "")),
      );
      const home = name.startsWith("COLUMN ") ? [inSchema(rest.replace(/\.[^.]*$/, ""))] : [];
      return [subject, ...home, `${subject} (${type === "ACL" ? "grants" : "comment"})`];
    }
    case "CONSTRAINT":
    case "FK CONSTRAINT":
    case "CHECK CONSTRAINT":
    case "DEFAULT":
    case "TRIGGER":
    case "POLICY":
    case "RULE":
      return [inSchema(first), `${inSchema(first)}.${rest}`];
    case "USER MAPPING":
      return [rest.replace(/^MAPPING /, "").replace(" SERVER ", " on ")];
    case "PUBLICATION TABLE":
    case "PUBLICATION TABLES IN SCHEMA":
      return [first];
    case "ROW SECURITY":
      return [`${inSchema(name)} (row security)`];
    case "DEFAULT ACL":
      return [
        (/FOR ROLE (\S+)(?: IN SCHEMA (\S+))?/.exec(sql) ?? [])
          .slice(1)
          .filter((part) => part !== undefined)
          .join(" in "),
      ];
    case "INDEX":
    case "INDEX ATTACH":
      return [homes.get(inSchema(name)) ?? ""];
    default:
      return [inSchema(withoutArguments(name))];
  }
}
