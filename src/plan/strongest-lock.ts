import { type Lock, lockModes } from "../instruction/instruction.ts";

/** The lock that keeps most others out; undefined where there is none that matters. */
export const strongestLock = (locks: readonly Lock[]): Lock | undefined =>
  locks.reduce<Lock | undefined>(
    (best, lock) => (best === undefined || lockModes.indexOf(lock.mode) > lockModes.indexOf(best.mode) ? lock : best),
    undefined,
  );
