import type { Statement } from "../../../../instruction/instruction.ts";
import { sequenceBehind } from "../../../../model/column-sequence.ts";
import { defaultGrants, isGrantable } from "../../../../model/grant.ts";
import { known, type Model } from "../../../../model/model.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { schemaOf } from "../../../../model/ref.ts";
import { grantOn, revokeTemplate } from "../../object/access.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { routineName } from "../../object/routine.ts";
import { statement } from "../statement/statements.ts";

/** Whether default privileges have given something on an object that is new, and whose grants are said. */
export function isGivenByDefault(before: SchemaObject, after: SchemaObject, model: Model): boolean {
  if (before.grants !== undefined || after.grants === undefined || !isGrantable(after.kind) || after.ref.parent !== undefined) return false;
  const schema = after.kind === "schema" ? undefined : schemaOf(after.ref);
  if (schema === undefined) return false;
  return model.givesByDefault(schema) || known(model.get({ kind: "schema", name: schema }))?.grantsByDefault === true;
}

/** The same, of the object or of the sequence behind a column. */
export function isAnyGivenByDefault(before: SchemaObject, after: SchemaObject, model: Model): boolean {
  if (after.kind !== "column" || before.kind !== "column") return isGivenByDefault(before, after, model);
  return after.body.identity !== null && isGivenByDefault(sequenceBehind(before), sequenceBehind(after), model);
}

/** Takes away what default privileges gave, so that the object is like any new one. */
export function withoutDefaultGrants(object: SchemaObject): readonly Statement[] {
  const { catalogue, oid, prefix } = places[placeOf(object)];
  const name =
    placeOf(object) === "routine"
      ? routineName(object.ref)
      : placeOf(object) === "schema"
        ? quoteIdentifier(object.ref.name)
        : qualified(object.ref);
  const body =
    `DECLARE given record; BEGIN FOR given IN SELECT DISTINCT e.grantee FROM pg_catalog.${catalogue} o, pg_catalog.aclexplode(o.${prefix}acl) e ` +
    `WHERE o.oid = ${quoteLiteral(name)}::pg_catalog.${oid} AND e.grantee <> o.${prefix}owner LOOP ` +
    `EXECUTE pg_catalog.format(${quoteLiteral(revokeTemplate(object))}, CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(given.grantee)) END); END LOOP; END`;
  return [statement(`DO ${quoteLiteral(body)}`), ...defaultGrants(object.kind).map((grant) => statement(grantOn(object, grant, "plain")))];
}

type Place = "relation" | "type" | "routine" | "schema";
const places: Readonly<Record<Place, { readonly catalogue: string; readonly oid: string; readonly prefix: string }>> = {
  relation: { catalogue: "pg_class", oid: "regclass", prefix: "rel" },
  type: { catalogue: "pg_type", oid: "regtype", prefix: "typ" },
  routine: { catalogue: "pg_proc", oid: "regprocedure", prefix: "pro" },
  schema: { catalogue: "pg_namespace", oid: "regnamespace", prefix: "nsp" },
};

function placeOf({ kind }: SchemaObject): Place {
  switch (kind) {
    case "function":
    case "procedure":
    case "aggregate":
      return "routine";
    case "enum":
    case "domain":
    case "compositeType":
    case "rangeType":
      return "type";
    case "schema":
      return "schema";
    default:
      return "relation";
  }
}
