import type { KeelsonErrorOptions } from "../core/error.ts";
import { OperationError } from "./operation-error.ts";

/** An object that was asked for, as people call it, and the project that owns it. */
export interface ClaimElsewhere {
  readonly object: string;
  readonly project: string;
}

/** One object has one owner: what another project of this database made, adopted or declares is not for this one. */
export class OwnedElsewhereError extends OperationError {
  readonly claims: readonly ClaimElsewhere[];

  constructor(message: string, claims: readonly ClaimElsewhere[], place: Pick<KeelsonErrorOptions, "position"> = {}) {
    const remedy = "Declare and change each object in one project only; the others may refer to it";
    super(message, { code: "owned-elsewhere", remedy, ...place });
    this.claims = claims;
  }
}
