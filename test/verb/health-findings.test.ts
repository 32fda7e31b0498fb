import { expect, test } from "vitest";
import { healthFindings } from "../../src/verb/findings/health-findings.ts";

const at = (milliseconds: number) => new Date(milliseconds);
const messages = (server: number, asked: number, answered: number) =>
  healthFindings({ role: null, clock: { server: at(server), asked }, findings: [] }, at(answered)).map(({ message }) => message);

test("a clock that is more than five seconds off is told, whichever way; what the network may have taken is not", () => {
  expect(messages(100_000, 99_900, 100_100)).toEqual([]);
  expect(messages(109_000, 99_900, 100_100)).toEqual(["the server's clock is 9 s ahead of the one here"]);
  expect(messages(60_000, 99_900, 100_100)).toEqual(["the server's clock is 40 s behind the one here"]);
  expect(messages(94_500, 99_000, 101_000)).toEqual([]);
});
