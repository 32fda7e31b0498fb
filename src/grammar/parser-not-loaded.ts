import type { Grammar } from "./grammar.ts";

/** What a grammar whose parser comes on demand throws where it is asked for before `ready`. No error of the input: nobody may take it for one. */
export class ParserNotLoadedError extends Error {
  constructor() {
    super("the SQL parser is not loaded");
  }
}

/**
 * Does it without the parser, and once more with it where that turned out to be needed: most revisions hold no SQL, and to load it takes
 * as long as to plan hundreds of them. `work` changes nothing that a second time would find.
 */
export async function withParserOnDemand<T>(grammar: Grammar, work: () => Promise<T>): Promise<T> {
  if (grammar.parser !== "onDemand") {
    await grammar.ready();
    return work();
  }
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ParserNotLoadedError)) throw error;
    await grammar.ready();
    return work();
  }
}
