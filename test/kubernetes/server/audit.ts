import { readFileSync } from "node:fs";
import { auditLogOf } from "./api-server.ts";

/** One request that the API server has answered. */
export interface AuditEvent {
  readonly verb: string;
  /** A watch is told of twice: when it begins, and when it has ended. */
  readonly stage: "ResponseStarted" | "ResponseComplete" | "Panic";
  readonly user: { readonly username: string };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly resource: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly apiGroup?: string;
    readonly subresource?: string;
  };
  readonly responseStatus?: { readonly code: number };
  readonly requestURI: string;
}

/** What the API server of the directory has been asked so far, by anybody or by one user; the last line may still be on its way. */
export function readAudit(directory: string, username = ""): readonly AuditEvent[] {
  const text = readFileSync(auditLogOf(directory), "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "" && line.includes(username))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(({ user }) => username === "" || user.username === username);
}

/** What an operator asked for outside of these namespaces. Which rights it has was asked before it was handed over. */
export const beyond = (events: readonly AuditEvent[], namespaces: readonly string[]): readonly AuditEvent[] =>
  events.filter(
    ({ objectRef }) =>
      objectRef !== undefined && objectRef.resource !== "selfsubjectaccessreviews" && !namespaces.includes(objectRef.namespace ?? ""),
  );
