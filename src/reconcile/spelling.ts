import type { Digest } from "../core/digest.ts";
import { KeelsonError } from "../core/error.ts";
import type { Model } from "../model/model.ts";
import type { Question } from "../model/question.ts";
import type { Session } from "../port/session.ts";
import { readAlike } from "./read-alike.ts";
import type { RunOptions } from "./run.ts";
import { searchPathOf } from "./planning-context.ts";
import type { Settings } from "./settings.ts";

/** Whether two spellings mean the same: what is remembered, then a throwaway database and the target in the order of policy. */
export interface Spelling {
  /** `base`: what `desired` is compared with. What nobody could spell out is not known to be the same. */
  same(questions: readonly Question[], desired: Model, base: Model): Promise<readonly boolean[]>;
  /** Keeps what was found out for the runs to come. Under the lease. */
  keep(): Promise<void>;
}

type Answers = readonly (boolean | null)[];

/** Somebody who can be asked. `refusal`: whether what it cannot spell out is asked further, or names what is not there and so is another thing. */
interface Rung {
  readonly refusal: "final" | "open";
  /** null: it cannot be asked at all. */
  ask(questions: readonly Question[], desired: Model): Promise<Answers | null>;
}

export function createSpelling(session: Session, options: RunOptions, settings: Settings): Spelling {
  const { memory } = session.canonical;
  const target = targetRung(session, options, settings);
  const scratch = scratchRung(options, settings);
  const rungs = settings.normalise === "scratch" ? [scratch, target] : [target, scratch];
  const found = new Map<Digest, boolean>();
  return {
    same: async (all, desired, base) => {
      const read = await readAlike(all, options.dialect.grammar, settings.defaultSchema);
      const questions = all.filter((question) => !read.has(question));
      const answers = questions.length === 0 ? [] : await ask(questions, desired, base);
      const said = new Map(questions.map((question, place) => [question, answers[place] === true]));
      return all.map((question) => said.get(question) ?? true);
    },
    keep: async () => {
      if (memory !== undefined && found.size > 0) await memory.remember(found);
    },
  };

  async function ask(questions: readonly Question[], desired: Model, base: Model): Promise<readonly boolean[]> {
    if (memory === undefined) return (await climb(rungs, questions, desired)).map((answer) => answer === true);
    const { questionKeys } = await import("./question-keys.ts");
    const keys = questionKeys(questions, {
      desired,
      base,
      serverVersion: session.server.versionNumber,
      searchPath: searchPathOf(settings),
    });
    const unknown = keys.filter((key) => !found.has(key));
    const known = new Map([...found, ...(unknown.length === 0 ? [] : await memory.recall(unknown))]);
    const open = questions.flatMap((question, place) =>
      known.has(keys[place] as Digest) ? [] : [{ question, key: keys[place] as Digest }],
    );
    const asked = open.map(({ question }) => question);
    const answers = asked.length === 0 ? [] : await climb(rungs, asked, desired);
    open.forEach(({ key }, place) => {
      const answer = answers[place] ?? null;
      // A refusal hangs on what is there now, which no key covers.
      if (answer !== null) found.set(key, answer);
      known.set(key, answer === true);
    });
    return keys.map((key) => known.get(key) === true);
  }
}

/** Each rung is asked what those before it could not say. */
async function climb(rungs: readonly Rung[], questions: readonly Question[], desired: Model): Promise<Answers> {
  let answers: Answers = questions.map(() => null);
  for (const { ask, refusal } of rungs) {
    const open = questions.filter((_question, place) => answers[place] === null);
    const given = await ask(open, desired);
    if (given === null) continue;
    let next = 0;
    answers = answers.map((answer) => (answer === null ? (given[next++] ?? null) : answer));
    if (refusal === "final" || !answers.includes(null)) break;
  }
  return answers;
}

const targetRung = ({ canonical }: Session, { logger }: RunOptions, { schemas }: Settings): Rung => ({
  refusal: "final",
  ask: async (questions, desired) => {
    const obstacle = (await canonical.obstacle?.(schemas)) ?? null;
    if (obstacle === null) return canonical.answer(questions, desired);
    logger.log("info", "target-not-asked", { reason: obstacle });
    return null;
  },
});

const scratchRung = ({ dialect, target, logger, signal, connectTimeout }: RunOptions, settings: Settings): Rung => ({
  refusal: "open",
  ask: async (questions, desired) => {
    const { answerOnScratch } = await import("../scratch/answer-on-scratch.ts");
    const place = { dialect, target, options: { logger, signal, connectTimeout }, searchPath: searchPathOf(settings) };
    logger.log("info", "scratch-asked", { questions: questions.length });
    try {
      return await answerOnScratch(place, questions, desired);
    } catch (error) {
      if (!(error instanceof KeelsonError)) throw error;
      logger.log("warn", "scratch-not-asked", { reason: error.message });
      return null;
    }
  },
});
