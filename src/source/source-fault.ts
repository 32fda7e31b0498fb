import type { Diagnostic } from "../core/diagnostic.ts";

/** What of a source cannot be read, by its location. */
export interface SourceFault {
  readonly location: string;
  readonly code: "source-unreadable" | "source-link-escapes";
  readonly reason: string;
  readonly remedy: string;
}

export const unreadable = (location: string, reason: string): SourceFault => ({
  location,
  code: "source-unreadable",
  reason,
  remedy: "Give this user the right to read it, or move it out of the source",
});

export const deadLink = (location: string): SourceFault => ({
  location,
  code: "source-unreadable",
  reason: "it is a link to what is not there",
  remedy: "Take the link away, or make what it leads to",
});

export const escapingLink = (location: string): SourceFault => ({
  location,
  code: "source-link-escapes",
  reason: "it is a link to a place outside",
  remedy: "Copy the file into the source: a source must be whole wherever it is checked out",
});

/** As a finding for people, who know the location by `path`. */
export const describeFault = (path: string, { code, reason, remedy }: SourceFault): Diagnostic => ({
  code,
  severity: "error",
  message: code === "source-unreadable" ? `${path} cannot be read: ${reason}` : `${path} leads out of the source: ${reason}`,
  remedy,
});
