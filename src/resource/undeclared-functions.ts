import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";
import { describeRef, isRoutineKind } from "../model/ref.ts";

/** Trigger functions that every server has. */
const builtIn: ReadonlySet<string> = new Set([
  "suppress_redundant_updates_trigger",
  "tsvector_update_trigger",
  "tsvector_update_trigger_column",
]);

const word = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)`;
const executes = new RegExp(String.raw`\bEXECUTE\s+(?:FUNCTION|PROCEDURE)\s+(${word}(?:\s*\.\s*${word})*)\s*\(`, "iu");

/** Triggers whose function no document declares: it may be there unmanaged or come with an extension, so this only warns. */
export function undeclaredFunctions(model: Model, placeOf: (ref: ObjectRef) => Position | undefined): readonly Diagnostic[] {
  return [...model.objects()].flatMap((object): readonly Diagnostic[] => {
    if (object.kind !== "trigger" && object.kind !== "eventTrigger") return [];
    const name = executes.exec(object.body.action.text)?.[1];
    if (
      name === undefined ||
      builtIn.has(name.replace(/^pg_catalog\s*\.\s*/, "")) ||
      object.uses?.some(({ kind }) => isRoutineKind(kind)) === true
    )
      return [];
    const position = placeOf(object.ref);
    return [
      {
        code: "undeclared-function",
        severity: "warning",
        message: `trigger ${describeRef(object.ref)} calls ${name}(), which no document declares`,
        remedy: "Declare it under `functions`, or leave it where it comes from: it has to be there when the trigger is made",
        ...(position !== undefined && { position }),
      },
    ];
  });
}
