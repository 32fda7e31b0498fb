import { type TSchema, Type } from "@sinclair/typebox";
import { choice, count, map, name, text } from "../../../src/model/kind/field.shape.ts";

/** A list in the order that its description states. */
export const list = <T extends TSchema>(entry: T, description: string) => Type.Array(entry, { description });

/** A value, or null where its description says so. */
export const orNull = <T extends TSchema>(shape: T, description: string) => Type.Union([shape, Type.Null()], { description });

/** Whatever a kind of document brings. */
export const open = (description: string) => Type.Unsafe<object>({ type: "object", description });

export const time = (description: string) => Type.String({ description: `${description} ISO 8601, UTC.` });

export const ids = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });

export const diagnostic = map("One finding.", {
  code: name("Stable, in kebab-case."),
  severity: choice("How bad it is.", "error", "warning", "note"),
  message: text("What is wrong."),
  remedy: text("What to do; empty for notes."),
  file: Type.Optional(text("Where, relative to the working folder.")),
  line: Type.Optional(count("From 1.")),
  column: Type.Optional(count("From 1.")),
});

export const namedRevision = map("A revision.", { id: name("Its id."), message: text("What it is for.") });

export const unmanaged = map("What is live and never was ours.", {
  kind: text("As the catalogue calls it."),
  name: text("Its name."),
  reason: text("Why it is not managed."),
});

export const change = map("One change.", {
  kind: text("Kind of the object, name of the data step, or `sql`."),
  name: text("Its name."),
  action: choice("What happens to it.", "create", "drop", "alter", "rename", "data", "sql"),
  from: Type.Optional(text("The name before, of what is renamed.")),
});

export const driftedObject = map("What somebody's hand changed.", {
  kind: text("Kind of the object."),
  name: text("Its name."),
  change: choice("How.", "missing", "extra", "changed"),
  fields: Type.Optional(list(text("A field."), "What of a changed one is another: `type`, `comment`, `grants`.")),
});
