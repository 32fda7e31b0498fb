import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Grammar } from "../../grammar/grammar.ts";
import { writeRoutine } from "../../model/entry/write/write-definition.ts";
import type { Model } from "../../model/model.ts";
import { describeRef } from "../../model/ref.ts";

/** Routines that the server took without a look at their bodies, and that fail as soon as they are called; `validate` refuses them where a document has them. */
export async function brokenBodies(model: Model, grammar: Grammar, defaultSchema: string): Promise<Diagnostic[]> {
  const routines = [...model.objects()].flatMap((object) =>
    object.kind === "function" || object.kind === "procedure"
      ? [{ ref: object.ref, text: writeRoutine(object, { grammar, defaultSchema }).sql, form: "definition" as const }]
      : [],
  );
  const faults = routines.length === 0 ? undefined : await grammar.faultsOf?.(routines);
  return routines.flatMap(({ ref }, at) => {
    const fault = faults?.[at];
    if (fault == null) return [];
    return {
      code: "broken-body",
      severity: "warning",
      message: `${ref.kind} ${describeRef(ref)} fails when it is called, ${fault.message}`,
      remedy: "Correct it or drop it: inspect writes it as it is, and validate refuses a document that has it",
    };
  });
}
