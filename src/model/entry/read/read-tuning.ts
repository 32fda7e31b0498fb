import type { ColumnTuning } from "../../body.ts";
import type { ColumnEntry } from "../../kind/column.shape.ts";
import type { EntryContext } from "../entry-context.ts";
import { optionTexts } from "./read-index.ts";

/** How values are kept and counted, as far as it is not what the type has by itself. */
export function readTuning(
  { storage, compression, statistics, options }: ColumnEntry,
  type: string,
  { grammar }: EntryContext,
): { readonly tuning?: ColumnTuning } {
  if (storage === undefined && compression === undefined && statistics === undefined && options === undefined) return {};
  const tuning: ColumnTuning = {
    ...(storage === undefined || storage === "default" || storage === grammar.usualStorage?.(type) ? {} : { storage }),
    ...(compression === undefined || compression === "default" ? {} : { compression }),
    ...(statistics === undefined || Number(statistics) < 0 ? {} : { statistics: Number(statistics) }),
    ...(options === undefined || Object.keys(options).length === 0 ? {} : { options: optionTexts(options) }),
  };
  return Object.keys(tuning).length === 0 ? {} : { tuning };
}
