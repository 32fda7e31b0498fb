import type { SchemaObjectOf } from "../model/object.ts";
import type { ObjectChange } from "./change.ts";

type Column = SchemaObjectOf<"column">;

/** The changes, where a column for which `isApart` holds comes bare, and gets the rest in a change of its own, or loses it in one before it goes. */
export const inTwoSteps = (
  changes: readonly ObjectChange[],
  isApart: (column: Column, way: "comes" | "goes") => boolean,
  bareOf: (column: Column) => Column,
): readonly ObjectChange[] =>
  changes.flatMap((change): readonly ObjectChange[] => {
    const { before, after } = change;
    if (before === null && after?.kind === "column" && isApart(after, "comes")) {
      const bare = bareOf(after);
      return [
        { ...change, after: bare },
        { kind: "object", before: bare, after },
      ];
    }
    if (after === null && before?.kind === "column" && isApart(before, "goes")) {
      const bare = bareOf(before);
      return [
        { kind: "object", before, after: bare },
        { ...change, before: bare },
      ];
    }
    return [change];
  });
