import type { Position } from "../../core/position.ts";

/** Where the maps and lists of a document begin. */
export type Starts = Map<object, Pick<Position, "line" | "column">>;
