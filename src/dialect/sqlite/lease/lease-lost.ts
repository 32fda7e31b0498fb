import { StageError } from "../../../port/stage-error.ts";

/** The token in the file is no longer ours: nothing of ours may be committed. */
export const leaseLost = (): StageError =>
  new StageError("The lease of this database was taken over by another runner", {
    code: "lease-lost",
    remedy: "Run it again when that runner is done",
    disposition: "fenced",
  });
