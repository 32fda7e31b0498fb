import { formerRef } from "../../diff/renames.ts";
import { callsName } from "../../model/identifier.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import { isRoutineKind, isTypeKind } from "../../model/ref.ts";
import { createRoutine, routineName } from "./object/routine.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

type Routine = Parameters<typeof createRoutine>[0];

/**
 * PL/pgSQL that gives schemas and types the names that they are to have, and makes the routines that are to come beside others of their names:
 * an expression that mentions one is spelled with it. It locks no table, and is rolled back like all else. Where the role may not, all stays as it is.
 * `texts`: what is to be spelled; `path`: where what lies in a schema looks names up.
 */
export function namesToCome(desired: Model, texts: readonly string[], path: (schema: string) => string): string {
  const objects = [...desired.objects()];
  const renamed = objects.filter(({ renamedFrom = [] }) => renamedFrom.length > 0);
  const [schemas, types] = [renamed.filter(({ kind }) => kind === "schema"), renamed.filter(({ kind }) => isTypeKind(kind))];
  return [
    ...schemas.flatMap(formerly(renamedSchema)),
    ...types.flatMap(formerly(renamedType)),
    ...overloads(objects, texts).map((routine) => toCome(routine, path(routine.ref.schema ?? ""))),
  ].join(" ");
}

/** Routines of one name that a text may call: which of them it does is decided by what is there. */
function overloads(objects: readonly SchemaObject[], texts: readonly string[]): readonly Routine[] {
  const routines = objects.filter((object) => isRoutineKind(object.kind)) as readonly Routine[];
  return [...Map.groupBy(routines, ({ ref }) => `${ref.schema}.${ref.name}`).values()].flatMap((alike) => {
    const { name } = (alike[0] as Routine).ref;
    return alike.length > 1 && texts.some((text) => callsName(text, name)) ? alike : [];
  });
}

const toCome = (routine: Routine, path: string): string =>
  tried(
    `IF pg_catalog.to_regprocedure(${quoteLiteral(routineName(routine.ref))}) IS NULL THEN PERFORM pg_catalog.set_config('search_path', ${quoteLiteral(path)}, true); EXECUTE ${quoteLiteral(createRoutine(routine))}; END IF;`,
  );

const formerly =
  (rename: (object: SchemaObject, old: string) => string) =>
  (object: SchemaObject): readonly string[] =>
    (object.renamedFrom ?? []).map((old) => tried(rename(object, old)));

const tried = (statements: string): string => `BEGIN ${statements} EXCEPTION WHEN OTHERS THEN NULL; END;`;

const renamedSchema = ({ ref: { name } }: SchemaObject, old: string): string =>
  `IF pg_catalog.to_regnamespace(${quoteLiteral(quoteIdentifier(name))}) IS NULL THEN ALTER SCHEMA ${quoteIdentifier(old)} RENAME TO ${quoteIdentifier(name)}; END IF;`;

function renamedType(type: SchemaObject, old: string): string {
  const { schema, name } = type.ref;
  const from = formerRef(type, old);
  const word = type.kind === "domain" ? "DOMAIN" : "TYPE";
  const moved = from.schema === schema ? "" : `ALTER ${word} ${qualified(from)} SET SCHEMA ${quoteIdentifier(schema ?? "")}; `;
  const called = from.name === name ? "" : `ALTER ${word} ${qualified({ ...from, schema })} RENAME TO ${quoteIdentifier(name)}; `;
  return `IF pg_catalog.to_regtype(${quoteLiteral(qualified(type.ref))}) IS NULL THEN ${moved}${called}END IF;`;
}
