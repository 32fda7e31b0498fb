import type { DefinedKind } from "../grammar/definition.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { isDdlObject, type SchemaObject } from "../model/object.ts";
import type { Question } from "../model/question.ts";

/** Those whose two texts the dialect's own parser reads alike: nobody else needs to be asked. */
export async function readAlike(questions: readonly Question[], grammar: Grammar, schema: string): Promise<ReadonlySet<Question>> {
  const readable = questions.flatMap((question) => {
    const texts = definitionTexts(question);
    return texts === undefined ? [] : [{ question, ...texts }];
  });
  if (readable.length === 0) return new Set();
  await grammar.ready();
  return new Set(
    readable.filter(({ kind, wanted, found }) => grammar.sameDefinition?.(kind, wanted, found, schema)).map(({ question }) => question),
  );
}

interface Texts {
  readonly kind: DefinedKind;
  readonly wanted: string;
  readonly found: string;
}

/** The two statements of objects that documents give as SQL. */
function definitionTexts({ desired, live, field }: Question): Texts | undefined {
  const [wanted, found] = [definitionText(desired, field), definitionText(live, field)];
  return wanted === undefined || found === undefined ? undefined : { kind: wanted.kind, wanted: wanted.text, found: found.text };
}

function definitionText(object: SchemaObject, field: string): { readonly kind: DefinedKind; readonly text: string } | undefined {
  if (isDdlObject(object)) {
    const { definition, additions } = object.body;
    const [, place] = field.split(".");
    const text = place === undefined ? definition.text : additions[Number(place)]?.text;
    return text === undefined ? undefined : { kind: object.kind, text };
  }
  switch (object.kind) {
    case "function":
    case "procedure":
    case "aggregate":
      return { kind: object.kind, text: object.body.definition.text };
    case "trigger":
    case "rule":
    case "eventTrigger":
      return { kind: object.kind, text: object.body.action.text };
    default:
      return undefined;
  }
}
