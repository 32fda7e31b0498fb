import type { Via } from "../change/change.ts";
import type { AddEnumValueArguments, DropEnumValueArguments, RenameEnumValueArguments } from "./enum-value.shape.ts";

type Labels = readonly string[];

/** The labels of an enum after a step, and how rows follow; or the label that the step takes for one and is none, or that is one already. */
export type LabelChange =
  | { readonly kind: "changed"; readonly values: Labels; readonly via?: Via }
  | { readonly kind: "missing"; readonly value: string }
  | { readonly kind: "taken"; readonly value: string };

const changed = (values: Labels, via?: Via): LabelChange => ({ kind: "changed", values, ...(via === undefined ? {} : { via }) });

/** The labels unchanged where the new one is there already. */
export function addLabel(labels: Labels, { value, before, after }: AddEnumValueArguments): LabelChange {
  if (labels.includes(value)) return changed(labels);
  const beside = before ?? after;
  if (beside === undefined) return changed([...labels, value]);
  const at = labels.indexOf(beside);
  if (at < 0) return { kind: "missing", value: beside };
  return changed(labels.toSpliced(before === undefined ? at + 1 : at, 0, value));
}

export function renameLabel(labels: Labels, { from, to }: RenameEnumValueArguments): LabelChange {
  if (!labels.includes(from)) return { kind: "missing", value: from };
  if (labels.includes(to)) return { kind: "taken", value: to };
  const via: Via = { up: { labels: { [from]: to } }, down: { labels: { [to]: from } } };
  return changed(
    labels.map((label) => (label === from ? to : label)),
    via,
  );
}

export function dropLabel(labels: Labels, { value, replaceWith }: DropEnumValueArguments): LabelChange {
  const missing = [value, replaceWith].find((label) => label !== undefined && !labels.includes(label));
  if (missing !== undefined) return { kind: "missing", value: missing };
  const left = labels.filter((label) => label !== value);
  return replaceWith === undefined ? changed(left) : changed(left, { up: { labels: { [value]: replaceWith } } });
}
