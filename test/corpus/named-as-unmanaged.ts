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

const functions: ReadonlySet<string> = new Set(["function", "procedure", "aggregate"]);

/** The heading of a dump writes the types of arguments alone. */
const nameOf = ({ kind, name }: UnmanagedObject): string => (functions.has(kind) ? withoutArguments(name) : name);
const withoutArguments = (name: string): string => name.replace(/\(.*$/s, "");

/** The names under which keelson may have said it, most general first. */
function subjectsOf({ type, schema, name }: DumpEntry, homes: ReadonlyMap<string, string>): readonly string[] {
  const inSchema = (text: string): string => (schema === "-" ? text : `${schema}.${text}`);
  const [first = "", ...others] = name.split(" ");
  const rest = others.join(" ");
  switch (type) {
    case "SCHEMA":
      return [`${name} (owner)`];
    case "ACL":
    case "COMMENT": {
      const subject = inSchema(withoutArguments(rest));
      return [subject, `${subject} (${type === "ACL" ? "grants" : "comment"})`];
    }
    case "CONSTRAINT":
    case "FK CONSTRAINT":
    case "CHECK CONSTRAINT":
    case "DEFAULT":
    case "TRIGGER":
    case "POLICY":
    case "RULE":
      return [inSchema(first), `${inSchema(first)}.${rest}`];
    case "ROW SECURITY":
      return [`${inSchema(name)} (row security)`];
    case "INDEX":
    case "INDEX ATTACH":
      return [homes.get(inSchema(name)) ?? ""];
    default:
      return [inSchema(withoutArguments(name))];
  }
}
