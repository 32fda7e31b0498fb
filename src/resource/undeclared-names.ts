import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { Model } from "../model/model.ts";
import { multirangeOf } from "../model/naming.ts";
import { type OutsideName, outsideNames, outsideTitles } from "../model/outside-names.ts";
import { type ObjectRef, typeKinds } from "../model/ref.ts";

/** Languages that every server has. */
const builtIn: ReadonlySet<string> = new Set(["c", "internal", "sql", "plpgsql"]);

/** Servers, wrappers, languages and types of managed schemas that no document declares and no declared extension brings: they may be there unmanaged, so this only warns. */
export function undeclaredNames(
  model: Model,
  { grammar, schemas, defaultSchema }: EntrySettings,
  placeOf: (ref: ObjectRef) => Position | undefined,
): readonly Diagnostic[] {
  if (grammar.broughtBy === undefined) return [];
  const objects = [...model.objects()];
  const brought = objects.flatMap(({ kind, ref }) => (kind === "extension" ? [grammar.broughtBy?.(ref.name)] : []));
  const isKnown = !brought.includes(undefined);
  const names = new Set(brought.flat());
  for (const object of objects) if (object.kind === "rangeType") names.add(`type ${multirangeOf(object)}`);
  const isDeclared = ({ kind, schema = "", name }: OutsideName): boolean =>
    kind === "type"
      ? schemas.concat(defaultSchema).every((managed) => managed !== schema) ||
        [...typeKinds, "table" as const, "view" as const].some((each) => model.get({ kind: each, schema, name }) !== "absent")
      : model.get({ kind, name }) !== "absent";
  const isThere = (name: OutsideName): boolean =>
    (name.kind === "language" && builtIn.has(name.name)) || isDeclared(name) || !isKnown || names.has(`${name.kind} ${name.name}`);
  return objects.flatMap((object) =>
    outsideNames(object)
      .filter((name) => !isThere(name))
      .map((name): Diagnostic => {
        const position = placeOf(object.ref);
        const meant = name.kind === "type" ? grammar.meantType?.(name.name) : undefined;
        return {
          code: "undeclared-name",
          severity: "warning",
          message: `the ${outsideTitles[name.kind]} ${name.schema === undefined ? name.name : `${name.schema}.${name.name}`} is declared by no document, and comes with no declared extension`,
          remedy: `${meant === undefined ? "" : `Did you mean ${meant}? `}Declare it or its extension, correct the name, or leave it where it comes from: it has to be there before`,
          ...(position !== undefined && { position }),
        };
      }),
  );
}
