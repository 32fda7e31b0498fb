import type { LockMode } from "./instruction.ts";

/** The weakest modes are stopped by few others, the strongest by all: PostgreSQL's table of conflicts. */
const conflicts: Readonly<Record<LockMode, readonly LockMode[]>> = {
  accessShare: ["accessExclusive"],
  rowShare: ["exclusive", "accessExclusive"],
  rowExclusive: ["share", "shareRowExclusive", "exclusive", "accessExclusive"],
  shareUpdateExclusive: ["shareUpdateExclusive", "share", "shareRowExclusive", "exclusive", "accessExclusive"],
  share: ["rowExclusive", "shareUpdateExclusive", "shareRowExclusive", "exclusive", "accessExclusive"],
  shareRowExclusive: ["rowExclusive", "shareUpdateExclusive", "share", "shareRowExclusive", "exclusive", "accessExclusive"],
  exclusive: ["rowShare", "rowExclusive", "shareUpdateExclusive", "share", "shareRowExclusive", "exclusive", "accessExclusive"],
  accessExclusive: [
    "accessShare",
    "rowShare",
    "rowExclusive",
    "shareUpdateExclusive",
    "share",
    "shareRowExclusive",
    "exclusive",
    "accessExclusive",
  ],
};

/** Whether who wants the one mode waits for who has the other. */
export const locksConflict = (wanted: LockMode, held: LockMode): boolean => conflicts[wanted].includes(held);
