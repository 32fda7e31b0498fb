/** What may hold any words, or the language behind its own. */
const token =
  /\$(\w*)\$[\s\S]*?\$\1\$|\be'(?:[^'\\]|\\[\s\S]|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|\bLANGUAGE\s+(?:'([^']*)'|"([^"]*)"|([\p{L}_][\p{L}\p{N}_$]*))|'(?:[^']|'')*'/giu;

/** In which language the routine of a definition is written; undefined where the definition does not say. */
export function languageOf(definition: string): string | undefined {
  for (const [, , literal, quoted, plain] of definition.matchAll(token)) {
    const language = literal ?? quoted ?? plain?.toLowerCase();
    if (language !== undefined) return language;
  }
  return undefined;
}
