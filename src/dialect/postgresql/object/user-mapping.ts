import type { MappingOption, UserMapping } from "../../../model/foreign-body.ts";
import { sameMapping, sameOption } from "../../../model/same-mappings.ts";
import { secretMark } from "../../../model/secret-mark.ts";
import { quoteIdentifier } from "../quote.ts";
import { changedOptions, newOptions } from "./foreign.ts";
import { roleName } from "./role-name.ts";
import type { SecretSql } from "./secret-mark.ts";

const mappingOf = ({ role }: UserMapping, server: string): string => `USER MAPPING FOR ${roleName(role)} SERVER ${quoteIdentifier(server)}`;

export const createMapping = (mapping: UserMapping, server: string): SecretSql => ({
  sql: `CREATE ${mappingOf(mapping, server)}${newOptions(textsOf(mapping.options ?? {}))}`,
  secrets: secretsOf(mapping.options ?? {}),
});

export const dropMapping = (mapping: UserMapping, server: string): string => `DROP ${mappingOf(mapping, server)}`;

/** A secret under the same name is left as it is; one that is there under a name that nobody knows is set along with the rest. */
export function alterMapping(before: UserMapping, after: UserMapping, server: string): SecretSql {
  const old = Object.entries(before.options ?? {});
  const now = Object.fromEntries(Object.entries(after.options ?? {}).filter(([name, option]) => !isKept(before.options?.[name], option)));
  const gone = Object.fromEntries(old.filter(([name, option]) => !isKept(option, after.options?.[name])));
  return { sql: `ALTER ${mappingOf(after, server)}${changedOptions(textsOf(gone), textsOf(now))}`, secrets: secretsOf(now) };
}

type Options = NonNullable<UserMapping["options"]>;

const secretsOf = (options: Options): SecretSql["secrets"] =>
  Object.values(options).flatMap((option) => (typeof option === "string" ? [] : [option.secret]));

/** Whether nothing is to be said: all of it is as it should be. */
export const isKeptMapping = (before: UserMapping, after: UserMapping): boolean =>
  sameMapping(after, before) &&
  Object.entries(after.options ?? {}).every(([name, option]) => before.options === null || isKept(before.options[name], option));

const isKept = (before: MappingOption | undefined, after: MappingOption | undefined): boolean =>
  before !== undefined && after !== undefined && sameOption(after, before) && !(nameOf(before) === null && nameOf(after) !== null);

/** null: not known, or no secret. */
const nameOf = (option: MappingOption): string | null => (typeof option === "string" ? null : option.secret);

const textsOf = (options: Options): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, typeof option === "string" ? option : secretMark(option.secret ?? "")]),
  );
