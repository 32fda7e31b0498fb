import type { PartFault } from "./grammar.ts";

/** That a default names a column or asks a question, which is of one row or moment and no default's; at its beginning, where no place is known. */
export const columnInDefault = (text: string): PartFault => ({
  code: "column-in-default",
  message: `a default names no column and asks nothing, as ${JSON.stringify(text.trim())} does`,
  offset: 0,
});
