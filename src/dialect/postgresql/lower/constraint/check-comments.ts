import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { DomainCheck } from "../../../../model/type-body.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { statement } from "../statement/statements.ts";

/** The comments on the checks of a domain, where they are not what they were; what is not said stays. */
export const changedCheckComments = (
  { ref, body }: SchemaObjectOf<"domain">,
  former: (check: DomainCheck) => string | undefined,
): readonly Statement[] =>
  body.checks.flatMap((check) => {
    const { name, comment } = check;
    if (comment === undefined || comment === (former(check) ?? "")) return [];
    return [
      statement(
        `COMMENT ON CONSTRAINT ${quoteIdentifier(name)} ON DOMAIN ${qualified(ref)} IS ${comment === "" ? "NULL" : quoteLiteral(comment)}`,
      ),
    ];
  });

/** Those of a domain that was just made, in the place of another where there was one. */
export function newCheckComments(after: SchemaObject, before: SchemaObject | null): readonly Statement[] {
  if (after.kind !== "domain") return [];
  const old =
    before?.kind === "domain" ? new Map(before.body.checks.map(({ name, comment }) => [name, comment])) : new Map<string, undefined>();
  const checks = after.body.checks.map((check) => ({ ...check, comment: check.comment ?? old.get(check.name) ?? "" }));
  return changedCheckComments({ ...after, body: { ...after.body, checks } }, () => undefined);
}
