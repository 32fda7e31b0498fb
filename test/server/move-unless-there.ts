import { existsSync, renameSync } from "node:fs";

/** Lays a finished directory where it belongs. Another run may have made the same in the meantime; then its copy stays. */
export function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
