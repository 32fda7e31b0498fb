import type { DdlFamily, DdlName } from "../grammar/ddl.ts";
import { ddlRef } from "../model/entry/ddl-ref.ts";
import type { EntryContext, EntryPath } from "../model/entry/entry-context.ts";
import { routineRef } from "../model/entry/read/read-routine.ts";
import { ddlTraits } from "../model/kind/ddl-kinds.ts";
import type { SchemaObject } from "../model/object.ts";
import { constraintKinds, type DdlKind, isDdlKind, type ObjectKind, sameRef, schemaOf, typeKinds } from "../model/ref.ts";

const kindsOf: Readonly<Record<Exclude<DdlFamily, DdlKind>, readonly ObjectKind[]>> = {
  schema: ["schema"],
  extension: ["extension"],
  relation: ["table", "view", "sequence", "index"],
  type: typeKinds,
  routine: ["function", "procedure", "aggregate"],
  eventTrigger: ["eventTrigger"],
  column: ["column"],
  constraint: constraintKinds,
  policy: ["policy"],
  foreignDataWrapper: ["foreignDataWrapper"],
  foreignServer: ["foreignServer"],
  publication: ["publication"],
  subscription: ["subscription"],
  trigger: ["trigger"],
  rule: ["rule"],
};

const withoutSchema: ReadonlySet<DdlFamily> = new Set([
  "schema",
  "extension",
  "eventTrigger",
  "foreignDataWrapper",
  "foreignServer",
  "publication",
  "subscription",
]);

/** Whether an object is the one that a name stands for; what is said without a schema lies in the default one. */
export function standsFor(name: DdlName, context: EntryContext, path: EntryPath): (object: SchemaObject) => boolean {
  const { family } = name;
  if (isDdlKind(family)) return ddlMatcher(family, name, context, path);
  const kinds = kindsOf[family];
  const schema = name.schema ?? context.defaultSchema;
  if (name.on !== null) {
    const { on } = name;
    return ({ kind, ref }) =>
      kinds.includes(kind) &&
      ref.name === name.name &&
      ref.parent?.name === on.name &&
      ref.parent.schema === (on.schema ?? context.defaultSchema);
  }
  if (withoutSchema.has(name.family)) return ({ kind, ref }) => kinds.includes(kind) && ref.name === name.name;
  const types = name.family === "routine" && name.arguments !== null ? argumentsOf(name.arguments, context, path) : null;
  return ({ kind, ref }) =>
    kinds.includes(kind) &&
    ref.name === name.name &&
    schemaOf(ref) === schema &&
    (types === null || types.join() === (ref.arguments ?? []).join());
}

/** Of what is given as its statement; arguments may stand there as another writes them. */
function ddlMatcher(
  kind: DdlKind,
  { name, schema, arguments: types }: DdlName,
  context: EntryContext,
  path: EntryPath,
): (object: SchemaObject) => boolean {
  const [first] = types ?? [];
  const place = schema === null ? {} : { schema };
  const named =
    ddlTraits[kind].named === "signature"
      ? { signature: `${name} (${(types ?? []).map((type) => type ?? "NONE").join(", ")})` }
      : { name, ...(typeof first === "string" && { method: first }) };
  const ref = ddlRef(kind, { ...named, ...place }, context, path);
  return (object) => sameRef(object.ref, ref);
}

const argumentsOf = (types: readonly (string | null)[], context: EntryContext, path: EntryPath): readonly string[] =>
  routineRef("function", `f(${types.map((type) => type ?? "").join(", ")})`, context.defaultSchema, context, path).arguments ?? [];
