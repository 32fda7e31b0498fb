import { InputError } from "../core/error.ts";
import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { Verdict } from "../model/entry/static-when.ts";
import type { Presence } from "../model/kind/when.shape.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import { constraintKinds } from "../model/ref.ts";

const unmanaged = ["domain", "compositeType", "function", "procedure", "trigger", "policy", "extension"] as const;

/** Whether the model has what is named; the narrowest name given is the object. @throws InputError for kinds that the model does not hold */
export function judgePresence(presence: Presence, model: Model, { defaultSchema }: Pick<EntrySettings, "defaultSchema">): Verdict {
  const foreign = unmanaged.find((kind) => presence[kind] !== undefined);
  if (foreign !== undefined) throw notJudged(foreign);
  const inSchema = (kind: "table" | "view" | "enum" | "sequence", text: string): ObjectRef => ({
    kind,
    ...qualify(text, presence.schema, defaultSchema),
  });
  const table = presence.table === undefined ? undefined : inSchema("table", presence.table);
  const found = (ref: ObjectRef): Verdict => answer(known(model.get(ref)), model);
  if (presence.column !== undefined && table !== undefined) return found({ kind: "column", parent: table, name: presence.column });
  if (presence.constraint !== undefined && table !== undefined) {
    const name = presence.constraint;
    return answer(
      constraintKinds.map((kind) => known(model.get({ kind, parent: table, name }))).find((object) => object !== undefined),
      model,
    );
  }
  if (presence.index !== undefined) {
    if (table !== undefined) return found({ kind: "index", parent: table, name: presence.index });
    const { schema, name } = qualify(presence.index, presence.schema, defaultSchema);
    return answer(model.indexNamed(schema, name), model);
  }
  if (presence.value !== undefined && presence.enum !== undefined) {
    const type = known(model.get({ ...inSchema("enum", presence.enum), kind: "enum" }));
    return type === undefined ? answer(undefined, model) : type.body.values.includes(presence.value) ? "yes" : "no";
  }
  for (const kind of ["view", "sequence", "enum", "table"] as const) {
    const name = presence[kind];
    if (name !== undefined) return found(inSchema(kind, name));
  }
  return found({ kind: "schema", name: presence.schema ?? defaultSchema });
}

const answer = (object: SchemaObject | undefined, model: Model): Verdict => (object !== undefined ? "yes" : model.open ? "unknown" : "no");

function qualify(text: string, schema: string | undefined, defaultSchema: string): { schema: string; name: string } {
  const parts = /^([a-z_][a-z0-9_$]*)\.([a-z_][a-z0-9_$]*)$/.exec(text);
  return schema === undefined && parts !== null
    ? { schema: parts[1] as string, name: parts[2] as string }
    : { schema: schema ?? defaultSchema, name: text };
}

function notJudged(kind: string): InputError {
  const message = `this version cannot tell whether a ${kind} exists`;
  const remedy = "Ask by `query` and `expect`";
  return new InputError(message, { code: "presence-not-managed", remedy });
}
