import type { Milliseconds } from "../core/duration.ts";

/** What a role may do beside what it owns. */
export const roleRights = ["createSchemas", "createObjects", "temporaryTables", "endSessions", "createDatabases"] as const;
export type RoleRight = (typeof roleRights)[number];

/** Something of which a person should know, with a statement that helps. */
export interface HealthFinding {
  readonly severity: "warning" | "note";
  /** Stable code in kebab-case. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface HealthRequest {
  /** Those that keelson manages. */
  readonly schemas: readonly string[];
  /** `unfinished`: a revision is under way, and may still need what it made for itself. */
  readonly work: "unfinished" | "settled";
}

/** What a server says of itself and of the role of the session. */
export interface Health {
  /** null: the dialect has no roles. */
  readonly role: { readonly name: string; readonly may: Readonly<Record<RoleRight, boolean>> } | null;
  /** The server's clock when it was asked; null where it is this process's own. */
  readonly clock: { readonly server: Date; readonly asked: Milliseconds } | null;
  /** What the dialect finds by itself. */
  readonly findings: readonly HealthFinding[];
}
