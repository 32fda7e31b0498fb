import type { EntryContext, EntrySettings } from "../model/entry/entry-context.ts";
import type { Placed } from "./placed-object.ts";
import type { SchemaResource } from "./resource.ts";

/** What a document asks of the others while its entries are read. */
type Asking = Exclude<keyof EntryContext, keyof EntrySettings | "report">;

const askings: Readonly<Record<Asking, true>> = {
  typeSchema: true,
  enumValues: true,
  enumRenames: true,
  domain: true,
  relation: true,
  routines: true,
  givenSchema: true,
  baseType: true,
  primaryKeyOf: true,
  claim: true,
};

type Question = readonly [Asking, ...unknown[]];
type Release = (...name: Parameters<EntryContext["claim"]>) => void;

/** What the entries of one document stand for: so they do wherever its text is the same and the others answer the same. */
export interface Reading {
  readonly entries: readonly Omit<Placed, "resource">[];
  /** What was asked, in that order, as JSON: thousands of short lists are kept and recalled sooner as one text. */
  readonly questions: string;
  /** The answers, as JSON. */
  readonly answers: string;
}

/** Documents as they were read before, for the same database. Advisory: what is not remembered is read. */
export interface ReadingMemory {
  recall(resource: SchemaResource): Reading | undefined;
  /** Only what was read without a finding. */
  remember(resource: SchemaResource, reading: Reading): void;
}

/** The entries that `read` gives, or those that it gave before, where all that it asked is answered as it was. `release` gives a name back that was taken in vain. */
export function readOnce(
  resource: SchemaResource,
  context: EntryContext,
  memory: ReadingMemory,
  release: Release,
  read: (context: EntryContext) => readonly Placed[],
): readonly Placed[] {
  const known = memory.recall(resource);
  if (known !== undefined && isAnsweredAlike(known, context, release)) return known.entries.map((entry) => ({ ...entry, resource }));
  const notes = new Notes(context);
  const entries = read(notes.context);
  if (notes.clean)
    memory.remember(resource, {
      entries: entries.map(({ object, path }) => ({ object, path })),
      questions: JSON.stringify(notes.questions),
      answers: JSON.stringify(notes.answers),
    });
  return entries;
}

/** All that is asked of a context, and whether anything was found. */
class Notes {
  readonly context: EntryContext;
  readonly questions: Question[] = [];
  readonly answers: unknown[] = [];
  clean = true;

  constructor(context: EntryContext) {
    const told = new Set<string>();
    const noted = Object.keys(askings).map((name) => {
      const asking = name as Asking;
      const note = (...words: readonly unknown[]): unknown => {
        const question: Question = [asking, ...words];
        const answer = ask(context, question);
        const text = JSON.stringify(question);
        // The same again has the same answer, but for names, which are taken.
        if (asking !== "claim" && told.has(text)) return answer;
        told.add(text);
        this.questions.push(question);
        this.answers.push(answer);
        return answer;
      };
      return [asking, note];
    });
    const report: EntryContext["report"] = (finding) => {
      this.clean = false;
      context.report(finding);
    };
    this.context = { ...context, ...(Object.fromEntries(noted) as Pick<EntryContext, Asking>), report };
  }
}

/** Asks everything once more; where an answer is another one, the names that were taken meanwhile are free again. */
function isAnsweredAlike({ questions, answers }: Reading, context: EntryContext, release: Release): boolean {
  const asked = JSON.parse(questions) as readonly Question[];
  const now = asked.map((question) => ask(context, question));
  if (JSON.stringify(now) === answers) return true;
  for (const [index, [asking, ...words]] of asked.entries())
    if (asking === "claim" && now[index] === true) release(...(words as Parameters<EntryContext["claim"]>));
  return false;
}

const ask = (context: EntryContext, [asking, ...words]: Question): unknown =>
  (context[asking] as (...words: readonly unknown[]) => unknown)(...words);
