import type { Node } from "libpg-query";
import type { Definition, NameText } from "../../../grammar/definition.ts";
import { nameOf, nodesIn } from "./nodes.ts";

/** What the statement names, wherever it does. An aggregate names its functions where types may stand. */
export function namesIn(node: Node): Pick<Definition, "relations" | "routines" | "types"> {
  const relations: NameText[] = [];
  const routines: NameText[] = [];
  const types: NameText[] = [];
  for (const [, fields] of nodesIn(node)) {
    if (typeof fields["relname"] === "string")
      relations.push({ schema: (fields["schemaname"] as string | undefined) ?? null, name: fields["relname"] });
    const called = nameOf((fields["funcname"] ?? undefined) as readonly Node[] | undefined);
    if (called !== null && !("returnType" in fields) && !("parameters" in fields)) routines.push(called);
    const named = Array.isArray(fields["names"]) ? nameOf(fields["names"] as readonly Node[]) : null;
    if (named === null || named.schema === "pg_catalog") continue;
    types.push(named);
    if ("DefineStmt" in node) routines.push(named);
  }
  return { relations, routines, types };
}

/** Every name in a statement, whatever it stands for. */
export function listedNames(node: Node): readonly NameText[] {
  const found: NameText[] = [];
  for (const [, fields] of nodesIn(node))
    for (const value of Object.values(fields)) {
      if (
        !Array.isArray(value) ||
        value.length === 0 ||
        value.length > 2 ||
        !value.every((part) => typeof part === "object" && part !== null && "String" in part)
      )
        continue;
      const name = nameOf(value as readonly Node[]);
      if (name !== null && name.schema !== "pg_catalog") found.push(name);
    }
  return found;
}
