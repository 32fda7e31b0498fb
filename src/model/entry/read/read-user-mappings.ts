import { type MappingOption, plainMappingOptions, type UserMapping } from "../../foreign-body.ts";
import { holdsSecretMark } from "../../secret-mark.ts";
import type { ForeignServerEntry } from "../../kind/foreign-server.shape.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";

type Entry = NonNullable<ForeignServerEntry["userMappings"]>[number];

/** As whom roles come to the server. A secret stands by its name: one that is written in the open is reported. */
export function readUserMappings(
  { userMappings }: ForeignServerEntry,
  context: EntryContext,
  path: EntryPath,
): { readonly userMappings?: readonly UserMapping[] } {
  if (userMappings === undefined) return {};
  return {
    userMappings: userMappings.map((entry, at) =>
      readUserMapping(entry, userMappings.slice(0, at), context, [...path, "userMappings", at]),
    ),
  };
}

function readUserMapping({ role, options }: Entry, before: readonly Entry[], { report }: EntryContext, path: EntryPath): UserMapping {
  if (before.some((other) => other.role === role))
    report({ code: "declared-twice", message: `role ${role} comes to the server by two mappings`, remedy: "Keep one of them", path });
  if (options === undefined) return { role, options: null };
  const read = Object.entries(options).map(([name, value]): readonly [string, MappingOption] => {
    if (typeof value === "object") return [name, { secret: value.secret }];
    if (!plainMappingOptions.includes(name))
      report({
        code: "secret-in-document",
        message: `option ${name} of the mapping of ${role} may hold a secret, and stands in the document`,
        remedy: `Write ${name}: { secret: some_name }, and where its value is under spec.connection.secrets of the Database`,
        path: [...path, "options", name],
      });
    return [name, String(value)];
  });
  for (const text of [role, ...read.flatMap(([name, value]) => (typeof value === "string" ? [name, value] : [name]))])
    if (holdsSecretMark(text))
      report({
        code: "mark-of-a-secret",
        message: `the mapping of ${role} has a text that stands for a secret: ${text}`,
        remedy: "Write { secret: name } as the value of the option that takes the secret, and another text here",
        path,
      });
  return { role, options: Object.fromEntries(read) };
}
