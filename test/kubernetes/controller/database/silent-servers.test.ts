import { expect, test } from "vitest";
import { DatabaseError } from "../../../../src/core/error.ts";
import { silentServers } from "../../../../src/kubernetes/controller/database/silent-servers.ts";
import type { Outcome } from "../../../../src/status/status.ts";

const outcome = (error?: DatabaseError): Outcome => ({ ...(error && { error }) }) as Outcome;
const mute = async (): Promise<Outcome> => outcome(new DatabaseError("h:1/a did not answer in time", { code: "connect-timeout" }));
const answers = async (): Promise<Outcome> => outcome();

test("while one asks a silent server the others hear of it, but for a database of it that answered when it was last asked", async () => {
  const servers = silentServers();
  await servers.whileItAnswers("h:1/b", answers);
  await servers.whileItAnswers("h:1/a", mute);
  await servers.whileItAnswers("h:1/a", mute);
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const asking = servers.whileItAnswers("h:1/a", () => promise);
  await expect(servers.whileItAnswers("h:1/c", answers)).rejects.toThrow("h:1/c did not answer in time");
  await expect(servers.whileItAnswers("h:1/b", mute)).resolves.toBeDefined();
  await servers.whileItAnswers("h:1/a", mute);
  const again = servers.whileItAnswers("h:1/a", () => promise);
  await expect(servers.whileItAnswers("h:1/b", answers)).rejects.toThrow("h:1/b did not answer in time");
  resolve(outcome());
  await Promise.all([asking, again]);
  await expect(servers.whileItAnswers("h:1/c", answers)).resolves.toBeDefined();
});
