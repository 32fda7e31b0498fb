import { SourceMissingError } from "../source-errors.ts";
import {
  belongsToSource,
  checkLocation,
  refuseTooLarge,
  refuseTooMany,
  type Tree,
  type TreeFile,
  type TreeLimits,
  type TreeLink,
} from "../tree.ts";
import { fetchWords } from "./fetch-commit.ts";
import type { Git } from "./git.ts";

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly location: string;
}

/** All that lies below a folder of a commit, read from git's own store: nothing is checked out, so no filter, link or name reaches this machine. @throws SourceMissingError, SourceTooLargeError, SourceRefusedError */
export async function readCommit(
  git: Git,
  commit: string,
  folder: string,
  files: "withFiles" | "withoutFiles",
  limits: TreeLimits,
): Promise<Tree> {
  const place = folder === "." ? `${commit}^{tree}` : `${commit}:${folder}`;
  const { output } = await git.ask(["cat-file", "-t", place], {});
  if (output !== "tree")
    throw new SourceMissingError(
      "source-path-not-found",
      `${git.shown} has no folder ${folder} in ${commit.slice(0, 12)}`,
      "Correct spec.source.git.path",
    );
  const entries = (await listed(git, place)).filter(({ location }) => belongsToSource(location));
  const blobs = entries.filter(({ mode }) => mode !== submodule);
  refuseTooMany(git.shown, blobs.length, limits);
  const objects = new Set(blobs.map(({ object }) => object));
  if (files === "withoutFiles") await bringMissing(git, place, objects);
  const contents = await read(git, objects, limits);
  const of = ({ object }: Entry): Buffer => contents.get(object) ?? missing(git, object);
  refuseTooLarge(
    git.shown,
    blobs.reduce((sum, entry) => sum + of(entry).length, 0),
    limits,
  );
  return {
    files: blobs.filter(({ mode }) => mode !== link).map((entry): TreeFile => ({ location: entry.location, bytes: of(entry) })),
    links: blobs.filter(({ mode }) => mode === link).map((entry): TreeLink => ({ location: entry.location, target: of(entry).toString() })),
    elsewhere: entries.filter(({ mode }) => mode === submodule).map(({ location }) => location),
  };
}

const link = "120000";
const submodule = "160000";

async function listed(git: Git, place: string): Promise<readonly Entry[]> {
  const text = (await git.run(["ls-tree", "-r", "-z", "--full-tree", place])).toString();
  return text.split("\0").flatMap((line) => {
    const [, mode, object, location] = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
    return mode === undefined || object === undefined || location === undefined
      ? []
      : [{ mode, object, location: checkLocation(git.shown, location) }];
  });
}

/** One request for all files that are not there yet. */
async function bringMissing(git: Git, place: string, objects: ReadonlySet<string>): Promise<void> {
  const reached = (await git.run(["rev-list", "--objects", "--missing=print", "--no-object-names", place])).toString().split("\n");
  const wanted = reached.flatMap((line) => (line.startsWith("?") && objects.has(line.slice(1)) ? [line.slice(1)] : []));
  if (wanted.length > 0)
    await git.bring(["-c", "fetch.negotiationAlgorithm=noop", ...fetchWords, "--filter=blob:none", "--stdin", "origin"], {
      input: lines(wanted),
    });
}

/** The answers of `cat-file --batch`: a line with the size, the bytes, a line break. */
async function read(git: Git, objects: ReadonlySet<string>, limits: TreeLimits): Promise<ReadonlyMap<string, Buffer>> {
  const output = await git.run(["cat-file", "--batch", "--buffer"], { input: lines(objects), most: limits.bytes + objects.size * 100 });
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [object = "", , size] = output.toString("latin1", at, end).split(" ");
    if (size === undefined) missing(git, object);
    contents.set(object, output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

const lines = (objects: Iterable<string>): string => [...objects].map((object) => `${object}\n`).join("");

function missing(git: Git, object: string): never {
  throw new SourceMissingError(
    "git-object-missing",
    `${git.shown} did not send ${object.slice(0, 12)}`,
    "Repair the repository: `git fsck` there says what it lacks",
  );
}
