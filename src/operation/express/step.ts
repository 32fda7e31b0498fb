import type { NamedBetween } from "../../change/named-between.ts";
import type { ObjectChange } from "../../change/change.ts";
import type { When } from "../../model/kind/when.shape.ts";
import type { WriteSettings } from "../../model/entry/write/write-name.ts";
import type { Model } from "../../model/model.ts";
import type { OperationArguments } from "../operations.shape.ts";

/** One operation with its arguments, as it stands in a revision, with its way down where nothing derives that, and with its condition where it has one. */
export type Step = { readonly [N in keyof OperationArguments]?: OperationArguments[N] } & {
  readonly when?: When;
  readonly downgrade?: readonly Step[];
};

/** What the words for a change depend on. */
export interface Expressing extends WriteSettings {
  /** Before the first change. */
  readonly model: Model;
  /** What every database holds that the steps will meet: what is taken away and is not in it is taken away where it is there. */
  readonly everywhere: Model;
  /** All that is to be said, in order. */
  readonly changes: readonly ObjectChange[];
  /** What they make, by its names. */
  readonly coming: NamedBetween;
}
