import { DatabaseError } from "../../../core/error.ts";
import type { Link } from "./link.ts";
import { describePlace } from "./place.ts";

/** @throws DatabaseError on a standby or where sessions are read-only: nothing could be written, however often it is tried. */
export function refuseReadOnly({ server, place }: Pick<Link, "server" | "place">): void {
  if (!server.readOnly) return;
  const code = "read-only";
  const message = `${describePlace(place)} is a standby or read-only`;
  throw new DatabaseError(message, { code, remedy: "Connect to the primary server" });
}
