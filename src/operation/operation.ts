import type { InText, Position } from "../core/position.ts";
import type { Change } from "../change/change.ts";
import type { EntryPath, EntrySettings } from "../model/entry/entry-context.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";

/** What a step knows beside its arguments. */
export interface OperationContext extends EntrySettings {
  readonly revision: string;
  /** Identity of the step inside its revision: cursors and journal hang on it. */
  readonly step: string;
  readonly position?: Position;
  /** The place of what stands at a path below the step's arguments, or of a character inside its text; absent: the step's own place stands for all of it. */
  readonly placeOf?: (path: EntryPath, inside?: InText) => Position;
  /** Labels of enums by `schema.name`, where the dialect has none and keeps them as text with a check. */
  readonly portableEnums: ReadonlyMap<string, readonly string[]>;
  /** Told of each object that is there as the step asks for it, so that nothing of it is among the changes. */
  readonly asAsked?: (ref: ObjectRef) => void;
  /** What the database holds before any step; absent where nobody has looked. */
  readonly live?: Model | undefined;
}

/** What a step may be: its arguments, checked against their shape, mean changes. The way back is in `express`. */
export interface Operation<A = never> {
  /**
   * The changes that the step makes to the model; none where everything is so already. Pure.
   * @throws InputError where what exists differs from what is asked or the arguments do not fit, UnknownObjectError where nobody knows what is there
   */
  resolve(args: A, model: Model, context: OperationContext): readonly Change[];
}
