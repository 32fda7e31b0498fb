import { ddlRef } from "../model/entry/ddl-ref.ts";
import type { EntrySettings, TypeNamingContext } from "../model/entry/entry-context.ts";
import { splitSignature } from "../model/entry/signature.ts";
import type { Verdict } from "../model/entry/static-when.ts";
import type { Presence } from "../model/kind/when.shape.ts";
import { known, type Model } from "../model/model.ts";
import type { ObjectKind, ObjectRef, RoutineKind } from "../model/ref.ts";
import { constraintKinds, ddlKinds, routineKinds, typeKinds, withSchema } from "../model/ref.ts";

const parts = ["column", "trigger", "rule", "policy"] as const;
const ofDatabase = ["extension", "eventTrigger", "foreignDataWrapper", "foreignServer", "publication", "subscription"] as const;
const named = ["view", "sequence", "enum", "domain", "compositeType", "rangeType", "table"] as const;

/** Whether the model has what is named; the narrowest name given is the object. */
export function judgePresence(presence: Presence, model: Model, settings: EntrySettings): Verdict {
  const there = isThere(presence, model, settings);
  // Of a type that is known all values are.
  const { value, ...type } = presence;
  const isOfKnown = value !== undefined && type.enum !== undefined && isThere(type, model, settings);
  return there ? "yes" : model.open && !isOfKnown ? "unknown" : "no";
}

function isThere(presence: Presence, model: Model, settings: EntrySettings): boolean {
  const { schema, index, constraint } = presence;
  const { defaultSchema } = settings;
  const inSchema = <K extends ObjectKind>(kind: K, text: string) => ({ kind, ...qualify(text, schema, defaultSchema) });
  const has = (ref: ObjectRef): boolean => known(model.get(ref)) !== undefined;
  // Only tables have columns and policies; triggers and rules stand on views as well.
  const owner = (["table", "view"] as const).flatMap((kind) => (presence[kind] === undefined ? [] : [inSchema(kind, presence[kind])]))[0];
  for (const kind of parts) {
    const name = presence[kind];
    if (name !== undefined) return owner !== undefined && has({ kind, parent: owner, name });
  }
  if (constraint !== undefined && owner !== undefined)
    return constraintKinds.some((kind) => has({ kind, parent: owner, name: constraint }));
  if (index !== undefined) {
    if (owner !== undefined) return has({ kind: "index", parent: owner, name: index });
    const { schema: home, name } = qualify(index, schema, defaultSchema);
    return model.indexNamed(home, name) !== undefined;
  }
  for (const kind of routineKinds) {
    const text = presence[kind];
    if (text !== undefined) return hasRoutine(kind, text, presence, model, settings);
  }
  for (const kind of ddlKinds) {
    const name = presence[kind];
    if (name !== undefined) return has(ddlRef(kind, { ...presence, name }, naming(model, settings), []));
  }
  for (const kind of ofDatabase) {
    const name = presence[kind];
    if (name !== undefined) return has({ kind, name });
  }
  if (presence.value !== undefined && presence.enum !== undefined) {
    const type = known(model.get(inSchema("enum", presence.enum)));
    return type?.body.values.includes(presence.value) === true;
  }
  for (const kind of named) {
    const name = presence[kind];
    if (name !== undefined) return has(inSchema(kind, name));
  }
  return has({ kind: "schema", name: schema ?? defaultSchema });
}

/** By its signature, or where no arguments are given by its name alone. */
function hasRoutine(
  kind: RoutineKind,
  text: string,
  { schema }: Presence,
  model: Model,
  { grammar, defaultSchema }: EntrySettings,
): boolean {
  const { name: called, types } = splitSignature(text);
  const { schema: home, name } = qualify(called, schema, defaultSchema);
  const spelled = (type: string): string => {
    const canonical = grammar.canonicalType(type, () => defaultSchema);
    return grammar.argumentType?.(canonical) ?? canonical;
  };
  const wanted = text.endsWith(")") ? types.map(spelled).join() : undefined;
  return model
    .routinesNamed(home, name)
    .some((ref) => ref.kind === kind && (wanted === undefined || (ref.arguments ?? []).join() === wanted));
}

/** What cannot be read is not there. */
function naming(model: Model, { grammar, defaultSchema, schemas }: EntrySettings): TypeNamingContext {
  const typeSchema = (name: string) =>
    [defaultSchema, ...schemas].find((schema) => typeKinds.some((kind) => model.has(withSchema(kind, schema, name))));
  return { grammar, defaultSchema, schemas, typeSchema, report: () => undefined };
}

function qualify(text: string, schema: string | undefined, defaultSchema: string): { schema: string; name: string } {
  const split = /^([a-z_][a-z0-9_$]*)\.([a-z_][a-z0-9_$]*)$/.exec(text);
  return schema === undefined && split !== null
    ? { schema: split[1] as string, name: split[2] as string }
    : { schema: schema ?? defaultSchema, name: text };
}
