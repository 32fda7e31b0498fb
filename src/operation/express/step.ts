import type { ObjectChange } from "../../change/change.ts";
import type { WriteSettings } from "../../model/entry/write-name.ts";
import type { Model } from "../../model/model.ts";
import type { OperationArguments } from "../operations.shape.ts";

/** One operation with its arguments, as it stands in a revision. */
export type Step = { readonly [N in keyof OperationArguments]?: OperationArguments[N] };

/** What the words for a change depend on. */
export interface Expressing extends WriteSettings {
  /** Before the first change. */
  readonly model: Model;
  /** All that is to be said, in order. */
  readonly changes: readonly ObjectChange[];
}
