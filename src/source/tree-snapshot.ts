import { posix } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { FileReader } from "../resource/read-options.ts";
import { isDocument } from "./is-document.ts";
import { faultyLeaf, leaf, merkleRoot } from "./merkle-root.ts";
import { decode, notText, requireText } from "./read-bytes.ts";
import type { SourceFile, SourceSnapshot } from "./source.ts";
import { deadLink, describeFault, escapingLink, type SourceFault } from "./source-fault.ts";
import type { FetchedTree, Tree, TreeFile, TreeLink } from "./tree.ts";

/** What a fetched tree holds, as a folder with the same files would give it: with the same digest too. */
export function treeSnapshot({ tree, commit, root }: FetchedTree): SourceSnapshot {
  const show = (location: string) => posix.join(root, location);
  const sorted = tree.files.toSorted((a, b) => (a.location < b.location ? -1 : 1));
  const faults = linkFaults(tree);
  const diagnostics: Diagnostic[] = [
    ...faults.map((fault) => describeFault(show(fault.location), fault)),
    ...tree.elsewhere.map((location) => notHere(show(location))),
    ...collisions(sorted).map(([one, other]) => collide(show(one), show(other))),
  ];
  const files: SourceFile[] = [];
  for (const { location, bytes } of sorted) {
    if (isPointer(bytes)) diagnostics.push(pointer(show(location)));
    if (!isDocument(location)) continue;
    const text = decode(bytes);
    if (text === undefined) diagnostics.push(notText(show(location), bytes));
    else files.push({ path: show(location), text });
  }
  const leaves = [
    ...faults.map(({ location, reason }) => faultyLeaf(location, reason)),
    ...sorted.map(({ location, bytes }) => leaf(location, bytes)),
  ];
  return {
    root,
    files,
    reader: reader(sorted, show),
    digest: merkleRoot(leaves),
    ...(commit === undefined ? {} : { commit }),
    diagnostics,
  };
}

function reader(files: readonly TreeFile[], show: (location: string) => string): FileReader {
  const byPath = new Map(files.map(({ location, bytes }) => [show(location), bytes]));
  return {
    list: () => [...byPath.keys()],
    read(path) {
      const bytes = byPath.get(path);
      return bytes && requireText(path, bytes);
    },
  };
}

/** A link to what lies in the tree says nothing more: that is read where it lies. */
function linkFaults({ files, links }: Tree): readonly SourceFault[] {
  const places = new Set(files.flatMap(({ location }) => foldersAbove(location).concat(location)));
  for (const { location } of links) places.add(location);
  return links.flatMap((link): SourceFault[] => {
    const to = leadsTo(link);
    if (to === undefined) return [escapingLink(link.location)];
    return to === "." || places.has(to) ? [] : [deadLink(link.location)];
  });
}

function leadsTo({ location, target }: TreeLink): string | undefined {
  const to = posix.normalize(posix.join(posix.dirname(location), target)).replace(/\/$/, "");
  return posix.isAbsolute(target) || to === ".." || to.startsWith("../") ? undefined : to;
}

function foldersAbove(location: string): string[] {
  const parts = location.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Names that one file system keeps apart and another takes for the same. */
function collisions(files: readonly TreeFile[]): readonly (readonly [string, string])[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ location }): (readonly [string, string])[] => {
    const folded = location.normalize("NFC").toLowerCase();
    const other = seen.get(folded);
    seen.set(folded, location);
    return other === undefined ? [] : [[other, location]];
  });
}

const isPointer = (bytes: Buffer): boolean =>
  bytes.length < 1024 && bytes.toString("latin1", 0, 42) === "version https://git-lfs.github.com/spec/v1";

const pointer = (path: string): Diagnostic => ({
  code: "source-file-elsewhere",
  severity: "error",
  message: `${path} only points to a file that is kept elsewhere (Git LFS)`,
  remedy: "Commit the file itself: what a database is made of belongs to the history",
});

const notHere = (path: string): Diagnostic => ({
  code: "source-submodule",
  severity: "warning",
  message: `${path} is a submodule and is not read`,
  remedy: "Copy what is needed of it into the source",
});

const collide = (one: string, other: string): Diagnostic => ({
  code: "source-names-collide",
  severity: "error",
  message: `${one} and ${other} are one file where names are told apart without regard to case`,
  remedy: "Rename one of them: a source must be whole wherever it is checked out",
});
