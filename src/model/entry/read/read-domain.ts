import { written } from "../../expression.ts";
import type { DomainEntry } from "../../kind/domain.shape.ts";
import { defaultName, impliedDomainNotNull } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import { declared } from "../../object.ts";
import type { DomainBody, DomainCheck, DomainNotNull } from "../../type-body.ts";
import { attributesOf } from "../attributes.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";
import { givenName } from "../given-name.ts";
import { kept } from "../kept.ts";
import { reportUnmanaged } from "../not-managed.ts";
import { overlay } from "../overlay.ts";
import { accessOf } from "./read-access.ts";
import { readType } from "./read-column.ts";
import { checkLength, resolveRef } from "../resolve-name.ts";

export function readDomain(entry: DomainEntry, context: EntryContext, path: EntryPath): SchemaObjectOf<"domain"> {
  const own = overlay(entry, context.grammar.dialect);
  const ref = resolveRef("domain", own.name, own.schema, context, [...path, "name"]);
  return {
    kind: "domain",
    ref,
    origin: declared,
    ...attributesOf(own, context, path),
    ...accessOf(own, "domain", context, path),
    body: {
      type: readType(own.type, context, [...path, "type"]),
      nullable: own.nullable ?? true,
      ...readNotNull(own, ref.name, context, [...path, "notNull"]),
      default: own.default === undefined || own.default.trim().toUpperCase() === "NULL" ? null : written(own.default),
      collation: givenName("collation", own.collation, context),
      checks: readChecks(own, ref.name, context, [...path, "checks"]),
    },
  };
}

function readNotNull(
  { notNull, nullable = true }: DomainEntry,
  domain: string,
  { report }: EntryContext,
  path: EntryPath,
): Pick<DomainBody, "notNull"> {
  if (notNull === undefined) return {};
  if (nullable)
    report({
      code: "contradicting-fields",
      message: `domain "${domain}" takes NULL, so it has no NOT NULL constraint`,
      remedy: "Say `nullable: false` too, or take `notNull` away",
      path,
    });
  const { name, comment } = notNull;
  const own: DomainNotNull = {
    ...(name !== undefined && (name === impliedDomainNotNull(domain) ? { implied: true as const } : { name })),
    ...(comment !== undefined && { comment }),
  };
  return Object.keys(own).length === 0 ? {} : { notNull: own };
}

/** By name; one without a name has the one that PostgreSQL would choose. */
function readChecks({ checks }: DomainEntry, domain: string, context: EntryContext, path: EntryPath): readonly DomainCheck[] {
  const taken = new Set<string>();
  const read = kept(checks, context, path).map(({ entry, path: at }): DomainCheck => {
    const own = overlay(entry, context.grammar.dialect);
    reportUnmanaged(own, { noInherit: "NO INHERIT of domains", notEnforced: "constraints of domains that are not enforced" }, context, at);
    const name = own.name ?? defaultName.check(domain, null, (candidate) => taken.has(candidate));
    checkLength(name, context, [...at, "name"]);
    if (taken.has(name))
      context.report({ code: "declared-twice", message: `the domain has the check "${name}" twice`, remedy: "Take one away", path: at });
    taken.add(name);
    return {
      name,
      expression: written(own.expression),
      notValid: own.notValid ?? false,
      ...(own.comment !== undefined && { comment: own.comment }),
    };
  });
  return read.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
