import type { UnmanagedObject } from "../../src/port/session.ts";
import type { CorpusProject } from "./corpus-project.ts";
import { type DumpEntry, dumpEntries, headings, missingFrom } from "./dump-entries.ts";
import { partlyUnmanaged } from "./partly-unmanaged.ts";
import { layByHand } from "./lay-by-hand.ts";
import { namedAsUnmanaged } from "./named-as-unmanaged.ts";
import { isNotNullName, withoutNotNullNames, withoutPartitionNames } from "./not-null-names.ts";

/** How the documents of one database made another, entry by entry of `pg_dump`. */
export interface Rebuilt {
  /** What there is to be had. */
  readonly wanted: readonly DumpEntry[];
  /** Headings of entries that keelson says it does not manage. */
  readonly named: readonly string[];
  /** How many of the others came out the same. */
  readonly identical: number;
  /** Headings of entries that are missing or otherwise, though nothing says that they are not managed. */
  readonly lost: readonly string[];
  /** Headings of entries that the original has not, or not so. */
  readonly added: readonly string[];
  /** Headings of what could not be laid by hand at the end either. */
  readonly left: readonly string[];
  /** Headings of what is missing once everything that is not managed has been laid by hand as well. */
  readonly atLast: readonly string[];
}

interface Request {
  readonly original: string;
  /** An empty database. */
  readonly empty: string;
  readonly unmanaged: readonly UnmanagedObject[];
  /** Managed objects that some unmanaged one refers to, by the name in the heading of their dump. */
  readonly reliedOn?: readonly string[];
}

/** What is not managed is laid by hand, as far as it needs nothing that is; then keelson builds the rest from the documents of the project; then what was left is laid. */
export async function rebuild(project: CorpusProject, { original, empty, unmanaged, reliedOn = [] }: Request): Promise<Rebuilt> {
  const wanted = withoutNotNullNames(withoutPartitionNames(await dumpEntries(original)), unmanaged);
  const isNamed = namedAsUnmanaged(unmanaged, wanted);
  const isPartly = partlyUnmanaged(unmanaged);
  const later = await layByHand(
    empty,
    wanted.filter((entry) => isNamed(entry) || reliedOn.includes(entry.name)),
  );
  await project.exits(0, empty, "apply");
  const built = withoutPartitionNames(await dumpEntries(empty));
  const managed = wanted.filter((entry) => !isNamed(entry));
  const left = await layByHand(empty, later);
  return {
    wanted,
    named: headings(wanted.filter(isNamed)),
    identical: managed.length - missingFrom(built, managed).length,
    lost: headings(missingFrom(built, managed).filter((entry) => !isPartly(entry))),
    added: headings(missingFrom(wanted, built).filter((entry) => !isNamed(entry) && !isPartly(entry))),
    left: headings(left),
    atLast: headings(missingFrom(withoutPartitionNames(await dumpEntries(empty)), wanted)),
  };
}

/** What of the unmanaged must be named in the rebuilt database as well. */
export const stillUnmanaged = (unmanaged: readonly UnmanagedObject[]): readonly UnmanagedObject[] =>
  unmanaged.filter((object) => !isNotNullName(object));
