/** Words, names in quotes and texts of a definition, and what holds them together. Comments and bodies in dollars are nothing of that. */
const token =
  /\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|(?<text>\be'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*')|"(?<quoted>(?:[^"]|"")*)"|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<mark>[().])/giu;

/** What a type comes after, which may be called so. */
const beforeType = /^(?:\.|returns|setof|type)$/;

/** In which language the routine of a definition is written; undefined where the definition does not say. Arguments and types may be called language too. */
export function languageOf(definition: string): string | undefined {
  let depth = 0;
  let previous = "";
  let isNext = false;
  for (const { groups = {} } of definition.matchAll(token)) {
    const { text, quoted, word, mark } = groups;
    const said = text?.slice(1, -1) ?? quoted ?? word?.toLowerCase() ?? mark;
    if (said === undefined) continue;
    if (isNext && mark === undefined) return said;
    if (mark === "(") depth += 1;
    if (mark === ")") depth -= 1;
    isNext = depth === 0 && word?.toLowerCase() === "language" && !beforeType.test(previous);
    previous = said;
  }
  return undefined;
}
