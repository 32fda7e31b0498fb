import { ddlTraits } from "../../kind/ddl-kinds.ts";
import type { DdlObjectEntry } from "../../kind/ddl-object.shape.ts";
import type { SchemaObject, SchemaObjectOf } from "../../object.ts";
import type { DdlKind, ObjectRef } from "../../ref.ts";
import { writeAccess } from "./write-access.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeName, type WriteSettings } from "./write-name.ts";

/** An object with the statements that make it, under its own name. */
export function writeDdlObject(object: SchemaObjectOf<DdlKind>, settings: WriteSettings): DdlObjectEntry {
  const { kind, ref, body } = object;
  const { owner, privileges } = ddlTraits[kind];
  const { owner: chosen, grants, ...labels } = writeAccess(object as unknown as SchemaObject);
  const schema = ref.schema === undefined || ref.schema === settings.defaultSchema ? null : ref.schema;
  const statements = settings.grammar.writeDefinition?.({
    kind,
    name: { schema, name: ref.name },
    arguments: ref.arguments ?? [],
    rest: body.definition.text,
    additions: body.additions.map(({ text }) => text),
  });
  return {
    ...writeDdlName(ref, settings),
    ...writeAttributes(object),
    ...(owner === "none" || chosen === undefined ? {} : { owner: chosen }),
    sql: (statements ?? []).join(";\n"),
    ...(privileges === null || grants === undefined ? {} : { grants }),
    ...labels,
  };
}

/** The fields of an entry that name such an object. */
export function writeDdlName(ref: ObjectRef, settings: WriteSettings): Pick<DdlObjectEntry, "name" | "signature" | "method" | "schema"> {
  const { home, named } = ddlTraits[ref.kind as DdlKind];
  if (home === "database") return { name: ref.name };
  const { name, ...schema } =
    named === "signature"
      ? { name: ref.name, ...(ref.schema === settings.defaultSchema ? {} : { schema: ref.schema ?? "" }) }
      : writeName(ref, settings);
  switch (named) {
    case "name":
    case "types":
      return { name, ...schema };
    case "signature":
      return { signature: `${name} (${(ref.arguments ?? []).join(", ")})`, ...schema };
    case "method":
      return { name, ...schema, method: ref.arguments?.[0] ?? "" };
  }
}
