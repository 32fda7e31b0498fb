import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sharedAnswers } from "../../src/http/shared-answers.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A question whose answers are given by hand. */
function question() {
  const asked: { readonly signal: AbortSignal; readonly answer: (text: string) => void; readonly fail: (error: Error) => void }[] = [];
  const ask = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      asked.push({ signal, answer: resolve, fail: reject });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  return { asked, ask };
}

test("what is asked while another asks it, or soon after, is asked once; then anew", async () => {
  const shared = sharedAnswers<string>(50);
  const { asked, ask } = question();
  const both = Promise.all([shared("shop", ask), shared("shop", ask)]);
  asked[0]?.answer("one");
  expect(await both).toEqual(["one", "one"]);
  await vi.advanceTimersByTimeAsync(49);
  expect(await shared("shop", ask)).toBe("one");
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  void shared("shop", ask);
  expect(asked).toHaveLength(2);
});

test.for([
  [500, 2_000],
  [60_000, 4_000],
])("what took %i ms to answer is held for %i ms", async ([took, held]) => {
  const shared = sharedAnswers<string>(50);
  const { asked, ask } = question();
  const first = shared("shop", ask);
  await vi.advanceTimersByTimeAsync(took as number);
  asked[0]?.answer("one");
  await first;
  await vi.advanceTimersByTimeAsync((held as number) - 1);
  expect(await shared("shop", ask)).toBe("one");
  await vi.advanceTimersByTimeAsync(1);
  void shared("shop", ask);
  expect(asked).toHaveLength(2);
});

test("of two questions each has its own answer", async () => {
  const shared = sharedAnswers<string>(1000);
  expect(await Promise.all([shared("a", async () => "one"), shared("b", async () => "two")])).toEqual(["one", "two"]);
});

test("that it failed is an answer too", async () => {
  const shared = sharedAnswers<string>(1000);
  const { asked, ask } = question();
  const first = shared("shop", ask);
  asked[0]?.fail(new Error("away"));
  await expect(first).rejects.toThrow("away");
  await expect(shared("shop", ask)).rejects.toThrow("away");
  expect(asked).toHaveLength(1);
});

test("it is asked to the end for as long as one waits, and who comes after the last has gone asks anew", async () => {
  const shared = sharedAnswers<string>(1000);
  const { asked, ask } = question();
  const [one, other] = [new AbortController(), new AbortController()];
  const answers = Promise.allSettled([shared("shop", ask, one.signal), shared("shop", ask, other.signal)]);
  one.abort();
  expect(asked[0]?.signal.aborted).toBe(false);
  other.abort(new Error("gone"));
  expect(asked[0]?.signal.reason).toEqual(new Error("gone"));
  await answers;
  void shared("shop", ask);
  expect(asked).toHaveLength(2);
});
