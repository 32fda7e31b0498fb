import type { Descent } from "../source.ts";
import { fetchWords } from "./fetch-commit.ts";
import type { Git } from "./git.ts";
import { isName } from "./git-reference.ts";

const place = "refs/keelson/descent";

/** Whether `commit` comes after `from`, itself included, by the history alone: no folder and no file of it is brought. @throws as a fetch */
export async function descendsFrom(git: Git, commit: string, from: string): Promise<Descent> {
  if (!isName("commit", from)) return "unknown";
  await git.bring([...fetchWords, "--filter=tree:0", "origin", `+${commit}:${place}`]);
  // One that the history does not have would be asked of the server otherwise.
  const { answer } = await git.ask(["merge-base", "--is-ancestor", from, place], { GIT_NO_LAZY_FETCH: "1" });
  return answer;
}
