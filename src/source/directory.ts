import { realpathSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Diagnostic } from "../core/diagnostic.ts";
import { describeFault, type ListedFile, type Listing, listFiles } from "./list-files.ts";
import { faultyLeaf, type Leaf, leaf, merkleRoot } from "./merkle-root.ts";
import { type Bytes, decode, notText, readBytes } from "./read-bytes.ts";
import type { Attachments, Source, SourceFile, SourceSnapshot } from "./source.ts";
import { NotAFolderError, SourceNotFoundError, SourceUnreadableError } from "./source-errors.ts";

export interface DirectoryOptions {
  /** The folder, absolute or relative to `workingFolder`. */
  readonly directory: string;
  /** What paths in output are relative to. */
  readonly workingFolder: string;
}

interface Root {
  readonly absolutePath: string;
  /** A location as people see it. */
  show(location: string): string;
}

/**
 * A folder with everything below it. Reads synchronously: for thousands of small files that is several times faster,
 * and nothing else can be done meanwhile.
 */
export function directorySource({ directory, workingFolder }: DirectoryOptions): Source {
  const absolutePath = resolve(workingFolder, directory);
  const root: Root = { absolutePath, show: (location) => relative(workingFolder, join(absolutePath, location)) || "." };
  return {
    async digest() {
      const listing = listFiles(realFolder(root));
      return merkleRoot([...faultyLeaves(listing), ...listing.files.map((file) => leafOf(file, readBytes(file.absolutePath)))]);
    },
    async read() {
      return snapshot(listFiles(realFolder(root)), root);
    },
  };
}

/** What is read as documents; all else can be attached. The project's own settings are neither resource nor document. */
const isDocument = (location: string): boolean => /\.(?:yaml|yml|json)$/.test(location) && !/(?:^|\/)keelson\.config\.yaml$/.test(location);

function snapshot(listing: Listing, root: Root): SourceSnapshot {
  const diagnostics: Diagnostic[] = listing.faults.map((fault) => describeFault(root.show(fault.location), fault));
  const leaves = faultyLeaves(listing);
  const files: SourceFile[] = [];
  const attached = new Map<string, ListedFile>();
  for (const listed of listing.files) {
    const { location } = listed;
    const content = readBytes(listed.absolutePath);
    leaves.push(leafOf(listed, content));
    if (!isDocument(location)) attached.set(location, listed);
    else if (content.kind === "unreadable")
      diagnostics.push(describeFault(root.show(location), { location, code: "source-unreadable", reason: content.reason }));
    else {
      const text = decode(content.bytes);
      if (text === undefined) diagnostics.push(notText(root.show(location)));
      else files.push(sourceFile(root, location, text));
    }
  }
  return { files, attachments: attachments(attached, root), digest: merkleRoot(leaves), diagnostics };
}

function attachments(attached: ReadonlyMap<string, ListedFile>, root: Root): Attachments {
  return {
    locations: [...attached.keys()],
    read(location) {
      const listed = attached.get(location);
      if (listed === undefined) return undefined;
      const content = readBytes(listed.absolutePath);
      if (content.kind === "unreadable") throw new SourceUnreadableError(root.show(location), content.cause);
      const text = decode(content.bytes);
      if (text === undefined) throw new SourceUnreadableError(root.show(location), new Error("it is not UTF-8 text"));
      return sourceFile(root, location, text);
    },
  };
}

const sourceFile = (root: Root, location: string, text: string): SourceFile => ({
  path: root.show(location),
  location,
  absolutePath: join(root.absolutePath, location),
  text,
});

const faultyLeaves = ({ faults }: Listing): Leaf[] => faults.map(({ location, reason }) => faultyLeaf(location, reason));

const leafOf = ({ location }: ListedFile, content: Bytes): Leaf =>
  content.kind === "bytes" ? leaf(location, content.bytes) : faultyLeaf(location, content.reason);

function realFolder({ absolutePath, show }: Root): string {
  try {
    const folder = realpathSync(absolutePath);
    if (statSync(folder).isDirectory()) return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new SourceNotFoundError(show(""), error);
    throw new SourceUnreadableError(show(""), error);
  }
  throw new NotAFolderError(show(""));
}
