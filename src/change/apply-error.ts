import { KeelsonError } from "../core/error.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Change } from "./change.ts";
import { changeLine } from "./describe.ts";

/** A change does not fit the model it is applied to. */
export class ApplyError extends KeelsonError {
  readonly change: Change;
  /** The object that is not as the change needs it. */
  readonly about: ObjectRef | undefined;

  constructor(
    change: Change,
    reason: string,
    about?: ObjectRef,
    remedy = "Ask for what leads on from what is live; `keelson diff` shows it",
  ) {
    super(`cannot ${changeLine(change)}: ${reason}`, { code: "change-does-not-fit", remedy });
    this.change = change;
    this.about = about;
  }
}
