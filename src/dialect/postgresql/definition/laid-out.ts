import type { Node } from "libpg-query";
import type { NameText } from "../../../grammar/definition.ts";
import { parse } from "../analyse.ts";
import { ddlOptions } from "./ddl-options.ts";
import { nameOf, nodesIn } from "./nodes.ts";

/** What LIKE says, and what may itself be so because another LIKE says it. */
export const layoutOptions = ["internallength", "passedbyvalue", "alignment", "storage"];

/** The text behind the name of a base type with LIKE written out, as long as `restOf` knows such a text of the other one; what is said beside LIKE stays. */
export function laidOut(rest: string, restOf: (type: NameText) => string | undefined): string {
  const seen = new Set<string>();
  let text = rest;
  for (;;) {
    const options = ddlOptions("baseType", text);
    const like = options.get("like");
    const other = like === undefined || seen.has(like) ? undefined : restOf(typeNamed(like));
    if (like === undefined || other === undefined) return text;
    seen.add(like);
    const said = [...options].filter(([name]) => name !== "like");
    const theirs = [...ddlOptions("baseType", other)].filter(
      ([name]) => name === "like" || (layoutOptions.includes(name) && !options.has(name)),
    );
    text = `(${[...said, ...theirs].map(([name, value]) => option(name, value)).join(", ")})`;
  }
}

/** PASSEDBYVALUE and its like need no value. */
const option = (name: string, value: string): string =>
  value.toLowerCase() === name ? name.toUpperCase() : `${name.toUpperCase()} = ${value}`;

function typeNamed(text: string): NameText {
  const parsed = parse(`SELECT NULL::${text}`);
  const types =
    "message" in parsed
      ? []
      : [...nodesIn(parsed.stmts)].flatMap(([under, fields]) =>
          under === "typeName" ? (nameOf(fields["names"] as readonly Node[]) ?? []) : [],
        );
  return types[0] ?? { schema: null, name: text };
}
