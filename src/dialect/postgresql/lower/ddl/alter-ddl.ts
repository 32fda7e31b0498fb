import { ddlOptions } from "../../definition/ddl-options.ts";
import { memberTypes } from "../../definition/family-member.ts";
import { sameDdl } from "../../definition/same-ddl.ts";
import { ddlAddress } from "../../object/ddl.ts";
import type { DdlObject } from "./make-ddl.ts";

/** Statements that lead from one to the other in place; null where the object must be made anew. `serverVersion`: as a number. */
export function alterDdl(before: DdlObject, after: DdlObject, serverVersion: number): readonly string[] | null {
  const definition = before.body.definition.text === after.body.definition.text ? [] : alteredOptions(before, after, serverVersion);
  const additions = definition === null ? null : alteredAdditions(before, after);
  return definition === null || additions === null
    ? null
    : [...definition, ...additions].map((says) => `ALTER ${ddlAddress(after.ref)} ${says}`);
}

const optionsOf = ({ kind, body }: DdlObject): ReadonlyMap<string, string> => ddlOptions(kind, body.definition.text);
const additionsOf = ({ body }: DdlObject): readonly string[] => body.additions.map(({ text }) => text);

/** What an operator says once and for all, and since PostgreSQL 17 also later than when it is made. */
const saidOnce: ReadonlySet<string> = new Set(["commutator", "negator", "hashes", "merges"]);

function alteredOptions(before: DdlObject, after: DdlObject, serverVersion: number): readonly string[] | null {
  const [old, now] = [optionsOf(before), optionsOf(after)];
  const differing = [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
  if (differing.length === 0) return null;
  switch (after.kind) {
    case "operator":
      return differing.every((name) => name === "restrict" || name === "join")
        ? [`SET (${differing.map((name) => optionSaid(name, now.get(name))).join(", ")})`]
        : serverVersion >= 170_000
          ? saidLater(before, after)
          : null;
    case "textSearchDictionary":
      return differing.includes("template")
        ? null
        : [`(${differing.map((name) => (now.has(name) ? `${name} = ${now.get(name)}` : name)).join(", ")})`];
    default:
      return null;
  }
}

/** Where the operator says no more than before but some of what is said once; null otherwise. */
function saidLater(before: DdlObject, after: DdlObject): readonly string[] | null {
  const [old, now] = [optionsOf(before), optionsOf(after)];
  const added = [...now].filter(([name]) => saidOnce.has(name) && !old.has(name)).map(([name, value]) => optionSaid(name, value));
  const more = before.body.definition.text.replace(/\)\s*$/, `, ${added.join(", ")})`);
  return added.length > 0 && sameDdl(after.kind, more, after.body.definition.text, after.ref.schema ?? "")
    ? [`SET (${added.join(", ")})`]
    : null;
}

/** A flag may stand alone. */
const optionSaid = (name: string, value = "NONE"): string =>
  value.toLowerCase() === name ? name.toUpperCase() : `${name.toUpperCase()} = ${value}`;

function alteredAdditions(before: DdlObject, after: DdlObject): readonly string[] | null {
  const [old, now] = [additionsOf(before), additionsOf(after)];
  const [gone, come] = [old.filter((text) => !now.includes(text)), now.filter((text) => !old.includes(text))];
  if (gone.length + come.length === 0) return [];
  switch (after.kind) {
    case "statistics":
      return come.length > 0 ? come : ["SET STATISTICS -1"];
    case "operatorFamily":
      return [...gone.map(withoutMember), ...come];
    case "textSearchConfiguration":
      return alteredMappings(mappings(old), mappings(now));
    default:
      return null;
  }
}

/** `ADD OPERATOR 1 <(a, b)` is taken away by its number and its types, a function by its own. */
function withoutMember(added: string): string {
  const [, word, number] = /^ADD (OPERATOR|FUNCTION) (\d+) /.exec(added) ?? [];
  return `DROP ${word} ${number} ${memberTypes(added)}`;
}

const mappings = (additions: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    additions.flatMap((text) => {
      const [, tokens = "", dictionaries = ""] = /^ADD MAPPING FOR (.*?) WITH (.*)$/s.exec(text) ?? [];
      return tokens.split(", ").map((token) => [token, dictionaries] as const);
    }),
  );

function alteredMappings(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  const gone = [...old.keys()].filter((token) => !now.has(token));
  const differing = [...now].filter(([token, dictionaries]) => old.get(token) !== dictionaries);
  return [
    ...(gone.length === 0 ? [] : [`DROP MAPPING FOR ${gone.join(", ")}`]),
    ...differing.map(([token, dictionaries]) => `${old.has(token) ? "ALTER" : "ADD"} MAPPING FOR ${token} WITH ${dictionaries}`),
  ];
}
