import type { ObjectRef } from "../model/ref.ts";

/** What live statistics and the catalogue say about a table at plan time. */
export interface TableFacts {
  /** Exact: whether it holds no row at all. */
  readonly empty: boolean;
  /** Estimated rows and bytes. */
  readonly rows: number;
  readonly bytes: number;
  readonly partitioned: boolean;
}

/** Facts about tables; undefined for a table that does not exist yet (it is new, so empty). */
export interface Facts {
  readonly serverVersion: number;
  table(ref: ObjectRef): TableFacts | undefined;
  /** Whether a column holds only NULLs (then dropping it loses nothing); undefined where nobody asked. */
  columnEmpty(ref: ObjectRef): boolean | undefined;
}
