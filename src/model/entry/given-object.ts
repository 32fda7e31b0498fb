import type { SchemaObject } from "../object.ts";
import { declared } from "../object.ts";
import type { ObjectKind, ObjectRef } from "../ref.ts";
import { attributesOf } from "./attributes.ts";
import type { EntryContext, EntryPath } from "./entry-context.ts";
import { accessOf } from "./read/read-access.ts";

type Attributes = Parameters<typeof attributesOf>[0] & Parameters<typeof accessOf>[0];

/** What an object that is given as its statement has beside its body. */
export const givenObject = <K extends ObjectKind>(
  ref: ObjectRef & { readonly kind: K },
  entry: Attributes,
  uses: readonly ObjectRef[],
  context: EntryContext,
  path: EntryPath,
) => ({
  kind: ref.kind,
  ref,
  origin: declared satisfies SchemaObject["origin"],
  ...attributesOf(entry, context, path),
  ...accessOf(entry, ref.kind, context, path),
  ...(uses.length === 0 ? {} : { uses }),
});
