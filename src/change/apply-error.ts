import { KeelsonError } from "../core/error.ts";
import type { Change } from "./change.ts";
import { changeLine } from "./describe.ts";

/** A change does not fit the model it is applied to. */
export class ApplyError extends KeelsonError {
  readonly change: Change;

  constructor(change: Change, reason: string) {
    super(`cannot ${changeLine(change)}: ${reason}`, { code: "change-does-not-fit" });
    this.change = change;
  }
}
