import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { EnumEntry } from "../model/kind/enum.shape.ts";
import { addLabel, dropLabel, type LabelChange, renameLabel } from "../operation/change-labels.ts";
import type { RevisionResource, RevisionStep } from "../resource/resource.ts";

/** Labels by `schema.name`. */
export type EnumLabels = ReadonlyMap<string, readonly string[]>;

/** The enums that revisions make for a dialect that has none, where columns of them are text with a check. */
export interface PortableEnums {
  /** As they are before the revision: its own not yet, those of other branches as they end. */
  before(revision: string): EnumLabels;
}

const none: EnumLabels = new Map();

/** `revisions`: ancestors first. */
export function portableEnumsOf(revisions: Iterable<RevisionResource>, settings: EntrySettings): PortableEnums {
  if (settings.kinds.includes("enum")) return { before: () => none };
  const before = new Map<string, EnumLabels>();
  let labels: EnumLabels = new Map();
  for (const { id, upgrade } of revisions) {
    before.set(id, labels);
    labels = upgrade.reduce((known, step) => labelsAfter(step, known, settings), labels);
  }
  return { before: (revision) => (labels.size === 0 ? labels : new Map([...labels, ...(before.get(revision) ?? [])])) };
}

/** The labels after a step; the same map where it changes none. */
export function labelsAfter({ operation, args }: RevisionStep, labels: EnumLabels, { kinds, defaultSchema }: EntrySettings): EnumLabels {
  if (kinds.includes("enum")) return labels;
  const keyOf = (name: string, schema: string | undefined): string => (name.includes(".") ? name : `${schema ?? defaultSchema}.${name}`);
  if (operation === "createEnum") {
    const { name, schema, values } = args as unknown as EnumEntry;
    return new Map([...labels, [keyOf(name, schema), values.map((value) => (typeof value === "string" ? value : value.name))]]);
  }
  const change = changes[operation];
  if (change === undefined) return labels;
  const { enum: name, schema } = args as unknown as { readonly enum: string; readonly schema?: string };
  const key = keyOf(name, schema);
  // A step that cannot be is reported where it is resolved.
  const changed = change(labels.get(key) ?? [], args as never);
  return changed.kind === "changed" && labels.has(key) ? new Map([...labels, [key, changed.values]]) : labels;
}

const changes: Readonly<Record<string, (labels: readonly string[], args: never) => LabelChange>> = {
  addEnumValue: addLabel,
  renameEnumValue: renameLabel,
  dropEnumValue: dropLabel,
};
