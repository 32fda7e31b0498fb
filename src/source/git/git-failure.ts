import { SourceMissingError, SourceUnavailableError } from "../source-errors.ts";

interface Known {
  readonly said: RegExp;
  make(shown: string): Error;
}

/** What git, ssh and servers say, by what can be done about it. The first that fits is taken. */
const known: readonly Known[] = [
  {
    said: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S+ host key is known/,
    make: (shown) =>
      new SourceUnavailableError(
        "host-key-refused",
        `the host of ${shown} shows a key that nobody vouches for`,
        "Compare it with what the host publishes and write it under credentials.knownHosts",
      ),
  },
  {
    said: /Permission denied|Authentication failed|could not read (?:Username|Password)|Invalid username|returned error: 40[13]|terminal prompts disabled/,
    make: (shown) =>
      new SourceUnavailableError(
        "source-unauthorised",
        `${shown} does not let these credentials in`,
        "Give credentials that may read it under spec.source.git.credentials",
      ),
  },
  {
    said: /couldn't find remote ref|not our ref|no such remote ref|Server does not allow request for unadvertised object/i,
    make: (shown) =>
      new SourceMissingError(
        "git-ref-not-found",
        `${shown} has no such branch, tag or commit`,
        "Correct spec.source.git.ref, or push it first",
      ),
  },
  {
    said: /Repository not found|repository '.*' not found|does not appear to be a git repository|returned error: 404/i,
    make: (shown) =>
      new SourceUnavailableError(
        "git-repository-not-found",
        `there is no repository at ${shown} that these credentials may see`,
        "Correct spec.source.git.url, or give credentials that may read it",
      ),
  },
];

/** An error that says what to do, from what git said; secrets are out of it already. */
export function gitFailure(shown: string, complaint: string): Error {
  const fitting = known.find(({ said }) => said.test(complaint));
  if (fitting !== undefined) return fitting.make(shown);
  return new SourceUnavailableError(
    "source-unavailable",
    `${shown} cannot be read: ${lastWord(complaint)}`,
    "Try again; the last state stays meanwhile",
    complaint,
  );
}

/** The line that matters, without what would move a terminal's cursor. */
function lastWord(complaint: string): string {
  const lines = complaint
    .replace(/[^\P{C}\n]/gu, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.findLast((each) => /^(?:fatal|error|ssh): /.test(each)) ?? lines.at(-1) ?? "git said nothing";
  return line.replace(/^(?:fatal|error): /, "").slice(0, 300);
}
