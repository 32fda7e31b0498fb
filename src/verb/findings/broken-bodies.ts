import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Grammar, PartFault } from "../../grammar/grammar.ts";
import { writeRoutine } from "../../model/entry/write/write-definition.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import { describeRef } from "../../model/ref.ts";
import { SchemaModel } from "../../model/schema-model.ts";

type Routine = SchemaObjectOf<"function"> | SchemaObjectOf<"procedure">;

/** Routines that the server took without a look at their bodies, and that fail as soon as they are called. */
async function routinesWithFaults(model: Model, grammar: Grammar): Promise<readonly (readonly [Routine, PartFault])[]> {
  const routines = [...model.objects()].filter((object): object is Routine => object.kind === "function" || object.kind === "procedure");
  // The name that it is written with is no matter of its body.
  const parts = routines.map((object) => ({
    text: writeRoutine(object, { grammar, defaultSchema: grammar.defaultSchema }).sql,
    form: "definition" as const,
  }));
  const faults = parts.length === 0 ? undefined : await grammar.faultsOf?.(parts);
  return routines.flatMap((object, at) => {
    const fault = faults?.[at];
    return fault == null ? [] : [[object, fault] as const];
  });
}

/** `validate` refuses them where a document has them and does not say that they are to be taken as they are. */
export const brokenBodies = async (model: Model, grammar: Grammar): Promise<readonly Diagnostic[]> =>
  (await routinesWithFaults(model, grammar)).map(([{ ref }, fault]) => ({
    code: "broken-body",
    severity: "warning",
    message: `${ref.kind} ${describeRef(ref)} fails when it is called, ${fault.message}`,
    remedy: "Correct it or drop it; inspect writes it as it is, with checkBody: false",
  }));

/** The model as documents may have it: what does not parse is to be taken as it is. */
export async function withBrokenBodiesTold(model: Model, grammar: Grammar): Promise<Model> {
  const broken = await routinesWithFaults(model, grammar);
  if (broken.length === 0) return model;
  return broken.reduce<SchemaModel>(
    (told, [routine]) => told.with({ ...routine, body: { ...routine.body, checkBody: false } } as Routine),
    SchemaModel.from(model),
  );
}
