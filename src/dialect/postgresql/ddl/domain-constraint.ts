import type { AlterDomainStmt, Node } from "libpg-query";
import type { Amendment, DdlAct } from "../../../grammar/ddl.ts";
import { checkEntry } from "./constraint-entry.ts";
import { qualifiedName } from "./names.ts";
import { unread } from "./reader.ts";
import type { StatementText } from "./statement-text.ts";
import { stringsOf } from "./values.ts";

const amended = (names: Node[] | undefined, amendment: Amendment): DdlAct => ({
  act: "amend",
  section: "domains",
  relation: qualifiedName(names),
  amendments: [amendment],
});

/** COMMENT ON CONSTRAINT … ON DOMAIN: a check, or NOT NULL. */
export function commentedOfDomain(object: Node | undefined, comment: string): DdlAct {
  const [domain, name] = object !== undefined && "List" in object ? (object.List.items ?? []) : [];
  const names = domain !== undefined && "TypeName" in domain ? domain.TypeName.names : undefined;
  return amended(names, { part: "check", name: stringsOf(name === undefined ? [] : [name])[0] ?? "", fields: { comment } });
}

/** ADD CONSTRAINT, as `pg_dump` says a check that was never validated. */
export function alteredDomain({ subtype, typeName, def }: AlterDomainStmt, text: StatementText): DdlAct {
  if (subtype !== "C" || def === undefined || !("Constraint" in def) || def.Constraint.contype !== "CONSTR_CHECK")
    return unread("this ALTER DOMAIN", "Say it where the domain is declared");
  const { skip_validation } = def.Constraint;
  const check = { ...checkEntry(def.Constraint, text), ...(skip_validation === true && { notValid: true }) };
  return amended(typeName, { part: "lists", fields: { checks: [check] } });
}
