import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Model } from "../../model/model.ts";
import { describeRef } from "../../model/ref.ts";
import type { LeaseHolder } from "../../port/lease.ts";
import type { Observation, ServerInfo } from "../../port/session.ts";

export function serverFindings({ readOnly, pooled }: ServerInfo, hasDirectUrl: boolean): Diagnostic[] {
  const findings: Diagnostic[] = [];
  if (readOnly)
    findings.push(
      finding(
        "error",
        "read-only",
        "the server takes no writes: it is a standby, or the file is read-only",
        "Connect to the primary, or give this user the right to write",
      ),
    );
  if (pooled && !hasDirectUrl)
    findings.push(
      finding(
        "warning",
        "pooled",
        "a transaction pooler stands before the server; what must run outside a transaction will be refused",
        "Set spec.connection.directUrl to the server behind it",
      ),
    );
  return findings;
}

export function journalFindings({ journal, unfinished }: Pick<Observation, "unfinished"> & { readonly journal: string }): Diagnostic[] {
  if (journal === "newer")
    return [finding("error", "journal-newer", "the journal was written by a newer keelson", "Use that version, or a later one")];
  return unfinished
    ? [
        finding(
          "warning",
          "unfinished",
          "a revision, a backfill or a contract half is not finished",
          "Look with keelson status; keelson upgrade goes on where it stopped",
        ),
      ]
    : [];
}

export const historyFindings = (fault: string | null): Diagnostic[] =>
  fault === null
    ? []
    : [
        finding(
          "error",
          "history-broken",
          `the history is not as it was written: ${fault}`,
          "Restore the schema keelson from a backup, or accept with keelson repair what is recorded",
        ),
      ];

export const leaseFindings = (holder: LeaseHolder | null): Diagnostic[] =>
  holder === null
    ? []
    : [
        finding(
          "note",
          "lease-held",
          `the lease is held by ${holder.info} until ${holder.expiresAt}`,
          "Wait for it; where that runner is gone the next one takes the lease over by itself",
        ),
      ];

/** What an interrupted build or validation left behind. */
export function leftovers(model: Model): Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const object of model.objects()) {
    const name = describeRef(object.ref);
    if (object.kind === "index" && !object.body.valid)
      findings.push(
        finding(
          "warning",
          "invalid-index",
          `index ${name} is invalid: its build was interrupted`,
          "DROP INDEX CONCURRENTLY, or let the revision that builds it run again",
        ),
      );
    if ((object.kind === "primaryKey" || object.kind === "unique") && object.body.incomplete)
      findings.push(
        finding(
          "warning",
          "incomplete-key",
          `constraint ${name} is incomplete: not every partition has its share of it`,
          "Plan and apply: it is made again as a whole. Or attach an index of each partition: ALTER INDEX … ATTACH PARTITION",
        ),
      );
    if ((object.kind === "check" || object.kind === "foreignKey") && object.body.notValid)
      findings.push(
        finding(
          "note",
          "not-valid",
          `constraint ${name} was never validated`,
          "Validate it by a revision with validateConstraint, or declare notValid: true where that is meant",
        ),
      );
  }
  return findings;
}

const finding = (severity: Diagnostic["severity"], code: string, message: string, remedy: string): Diagnostic => ({
  code,
  severity,
  message,
  remedy,
});
