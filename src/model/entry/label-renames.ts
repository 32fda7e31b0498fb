import type { EnumEntry } from "../kind/enum.shape.ts";

/** New label → earlier ones, of the labels that say that they had another name. */
export type LabelRenames = Readonly<Record<string, readonly string[]>>;

/** undefined where no label says so. */
export function labelRenames(values: EnumEntry["values"]): LabelRenames | undefined {
  const renamed = values.flatMap((value) =>
    typeof value === "string" || value.renamedFrom === undefined ? [] : [[value.name, value.renamedFrom] as const],
  );
  return renamed.length === 0 ? undefined : Object.fromEntries(renamed);
}
