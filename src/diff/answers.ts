import type { Question } from "../model/question.ts";
import { refKey } from "../model/ref.ts";

/** What the server said: the two spellings mean the same, or not; `unasked` where nobody asked it yet. */
export type Answer = "same" | "different" | "unasked";
export type Answers = (question: Question) => Answer;

export const unanswered: Answers = () => "unasked";

const key = ({ desired, field }: Question): string => `${refKey(desired.ref)}\u0001${field}`;

/** Pairs the questions of a pass with the answers to them, true where both sides are the same. */
export function answersTo(questions: readonly Question[], same: readonly (boolean | null)[]): Answers {
  const known = new Map(questions.map((question, index) => [key(question), same[index] ? "same" : "different"] as const));
  return (question) => known.get(key(question)) ?? "unasked";
}

/** What the one has no answer to is asked of the other. */
export const bothAnswers =
  (first: Answers, second: Answers): Answers =>
  (question) => {
    const answer = first(question);
    return answer === "unasked" ? second(question) : answer;
  };

/** What compares the two sides once every question is answered: an answer may lead to another pairing, and that to further questions. */
export async function settleQuestions<Found extends { readonly questions: readonly Question[] }>(
  compare: (answers: Answers) => Found,
  ask: (questions: readonly Question[]) => Promise<readonly boolean[]>,
): Promise<Found> {
  let answers = unanswered;
  for (;;) {
    const found = compare(answers);
    if (found.questions.length === 0) return found;
    answers = bothAnswers(answers, answersTo(found.questions, await ask(found.questions)));
  }
}
