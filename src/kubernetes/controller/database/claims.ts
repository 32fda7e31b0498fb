import { digestValue } from "../../../core/digest.ts";
import { sameData } from "../../../core/same-data.ts";
import type { Ask, Claim } from "../../object/claim.ts";

/** Where a journal lies: a database, as host, port and name, and a project in it. */
export interface JournalPlace {
  readonly database: string;
  readonly project: string;
}

export const journalDigest = (place: JournalPlace): string => digestValue(place);

/** What each Database claims, those of other replicas too. */
export interface Claims {
  of(key: string): Claim | undefined;
  /** Takes the place of what was known of it; undefined: it claims nothing. */
  note(key: string, claim: Claim | undefined): void;
  /** Others that claim the same journal. */
  sharing(key: string): readonly string[];
  /** Who asks for something of this Database's own, with the objects. */
  rivals(key: string): ReadonlyMap<string, string>;
}

/** `onConcerned`: told whoever else has to look again, because a claim concerns them, or does so no longer. */
export function databaseClaims(onConcerned: (keys: readonly string[]) => void): Claims {
  const claims = new Map<string, Claim>();
  const holders = new Map<string, Set<string>>();
  /** Of those that ask for something. */
  const asked = new Map<string, readonly Ask[]>();
  const others = (key: string, journal: string): readonly string[] => [...(holders.get(journal) ?? [])].filter((other) => other !== key);
  const forget = (key: string, { journal }: Claim): void => {
    holders.get(journal)?.delete(key);
    if (holders.get(journal)?.size === 0) holders.delete(journal);
    claims.delete(key);
    asked.delete(key);
  };
  return {
    of: (key) => claims.get(key),
    note(key, claim) {
      const before = claims.get(key);
      if (sameData(before, claim)) return;
      if (before !== undefined) forget(key, before);
      if (claim !== undefined) {
        claims.set(key, claim);
        holders.set(claim.journal, (holders.get(claim.journal) ?? new Set()).add(key));
        if (claim.asks !== undefined) asked.set(key, claim.asks);
      }
      onConcerned([...new Set(touched(before, claim).flatMap((journal) => others(key, journal)))]);
    },
    sharing(key) {
      const claim = claims.get(key);
      return claim === undefined ? [] : others(key, claim.journal).toSorted();
    },
    rivals(key) {
      const own = claims.get(key)?.journal;
      return new Map(
        [...asked].flatMap(([rival, asks]) =>
          asks.filter(({ journal }) => rival !== key && journal === own).map(({ objects }) => [rival, objects] as const),
        ),
      );
    },
  };
}

/** The journals of which one of the two says something that the other does not. */
function touched(before: Claim | undefined, now: Claim | undefined): readonly string[] {
  const own = before?.journal === now?.journal ? [] : [before, now].flatMap((claim) => (claim === undefined ? [] : [claim.journal]));
  const [one, other] = [before?.asks ?? [], now?.asks ?? []];
  const asks = [...one.filter((ask) => !has(other, ask)), ...other.filter((ask) => !has(one, ask))];
  return [...own, ...asks.map(({ journal }) => journal)];
}

const has = (asks: readonly Ask[], wanted: Ask): boolean => asks.some((ask) => sameData(ask, wanted));
