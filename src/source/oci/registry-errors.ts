import { SourceMissingError, SourceUnavailableError } from "../source-errors.ts";

/** A registry that cannot be used now. */
export const unavailable = (shown: string, why: string, cause?: unknown): SourceUnavailableError =>
  new SourceUnavailableError("source-unavailable", `${shown} cannot be read: ${why}`, "Try again; the last state stays meanwhile", cause);

/** What an answer of the registry means that is no success. */
export function refusal(status: number, shown: string): Error {
  if (status === 404)
    return new SourceMissingError("artefact-not-found", `there is no ${shown}`, "Correct spec.source.oci, or push it first");
  if (status === 401 || status === 403)
    return new SourceUnavailableError(
      "source-unauthorised",
      `${shown} does not let these credentials in`,
      "Give credentials that may read it under spec.source.oci.credentials",
    );
  return unavailable(shown, `the registry answered ${status}`);
}
