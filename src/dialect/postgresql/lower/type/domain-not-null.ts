import type { Hazard, Statement } from "../../../../instruction/instruction.ts";
import { impliedDomainNotNull } from "../../../../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { statement } from "../statement/statements.ts";

type Domain = SchemaObjectOf<"domain">;

const nameOf = ({ ref, body }: Domain): string => body.notNull?.name ?? impliedDomainNotNull(ref.name);

/** Whether a domain is NOT NULL, and what that is called and said to be. */
export function changedDomainNotNull(before: Domain, after: Domain, hazards: readonly Hazard[]): readonly Statement[] {
  const domain = qualified(before.ref);
  if (after.body.nullable) return before.body.nullable ? [] : [statement(`ALTER DOMAIN ${domain} DROP NOT NULL`)];
  const name = quoteIdentifier(nameOf(after));
  if (before.body.nullable)
    return [
      statement(`ALTER DOMAIN ${domain} ${after.body.notNull === undefined ? "SET" : `ADD CONSTRAINT ${name}`} NOT NULL`, { hazards }),
      ...newDomainNotNull(after),
    ];
  const [old, now] = [before.body.notNull ?? {}, after.body.notNull ?? {}];
  return [
    ...(nameOf(before) === nameOf(after) ? [] : [renamed(after.ref, null, nameOf(after))]),
    ...((old.comment ?? "") === (now.comment ?? "") ? [] : [commented(after, now.comment ?? "")]),
  ];
}

/** The comment on that of a domain that was just made. */
export const newDomainNotNull = (domain: Domain): readonly Statement[] =>
  domain.body.notNull?.comment === undefined ? [] : [commented(domain, domain.body.notNull.comment)];

/** Of a domain that was made under another name before it got this one. */
export const settledDomainNotNull = (after: SchemaObject, { context }: Situation): readonly Statement[] =>
  after.kind !== "domain" || after.body.nullable || context.facts.serverVersion < 170000
    ? []
    : [...(after.body.notNull?.name === undefined ? [renamed(after.ref, null, nameOf(after))] : []), ...newDomainNotNull(after)];

/** From 17 on its name is made up from that of the domain: where it still is that one, it follows a rename. */
export const renamedDomainNotNull = (before: Domain, after: ObjectRef, { context }: Situation): readonly Statement[] =>
  context.facts.serverVersion < 170000 || before.body.nullable || before.body.notNull?.name !== undefined || before.ref.name === after.name
    ? []
    : [renamed(after, impliedDomainNotNull(before.ref.name), impliedDomainNotNull(after.name))];

/** By way of the domain: what its NOT NULL is called by now only the server knows. `from`: only where it is called that. */
function renamed(domain: ObjectRef, from: string | null, to: string): Statement {
  const found = `SELECT k.conname INTO former FROM pg_catalog.pg_constraint k WHERE k.contypid = ${quoteLiteral(qualified(domain))}::pg_catalog.regtype AND k.contype = 'n'`;
  const rename = `EXECUTE pg_catalog.format(${quoteLiteral(`ALTER DOMAIN ${qualified(domain).replaceAll("%", "%%")} RENAME CONSTRAINT %I TO %I`)}, former, ${quoteLiteral(to)});`;
  const condition = from === null ? `former <> ${quoteLiteral(to)}` : `former = ${quoteLiteral(from)}`;
  return statement(`DO ${quoteLiteral(`DECLARE former name; BEGIN ${found}; IF ${condition} THEN ${rename} END IF; END`)}`);
}

const commented = (domain: Domain, text: string): Statement =>
  statement(
    `COMMENT ON CONSTRAINT ${quoteIdentifier(nameOf(domain))} ON DOMAIN ${qualified(domain.ref)} IS ${text === "" ? "NULL" : quoteLiteral(text)}`,
  );
