import type { Change } from "../change/change.ts";
import { changeLine } from "../change/describe.ts";
import { withoutParts } from "../change/without-parts.ts";
import type { SchemaAgainstRevisions } from "./computed-changes.ts";

const shown = 5;

/** What to do where the Schema is not what the revisions make. What it lacks may be meant to go, or was never declared: only a person knows. */
export function differsMessage({ ahead, behind }: SchemaAgainstRevisions): string {
  return [
    ...(ahead.length === 0
      ? []
      : [`The Schema says more than the revisions: ${named(ahead)}. Write it with \`keelson revision --autogenerate -m "…"\``]),
    ...(behind.length === 0
      ? []
      : [
          `The Schema lacks what the revisions made: ${named(behind)}. Declare it there (\`keelson inspect\` prints it), or, where it is to go, write that with \`keelson revision --autogenerate -m "…"\``,
        ]),
  ].join(". ");
}

/** A few of them, in words. */
export function named(changes: readonly Change[]): string {
  const told = withoutParts(changes);
  const rest = told.length > shown ? `, and ${told.length - shown} more` : "";
  return `${told.slice(0, shown).map(changeLine).join("; ")}${rest}`;
}
