import type { Ask, Claim } from "../../object/claim.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { writeStatus } from "../../report/write-status.ts";
import type { WatchedObjects } from "../../watched/watched-objects.ts";
import type { Share } from "../share.ts";
import { type Claims, journalDigest, type JournalPlace } from "./claims.ts";

/** What the Databases that are worked on here claim. */
export interface OwnClaims {
  /** Its journal lies there from now on: what it claimed elsewhere it claims no longer. */
  leave(key: string, place: JournalPlace): void;
  /**
   * Notes where the journal of a Database lies that its database has let in, and gives the others that claim the same: who only names a database holds up nobody, and hears of nobody.
   * Where others work too, they are told first.
   */
  claim(key: string, place: JournalPlace): Promise<readonly string[]>;
  /** What it asked for of others at its last look. */
  ask(key: string, asks: readonly Ask[]): void;
  /** Who asks for something of its own, with the objects. */
  rivals(key: string): ReadonlyMap<string, string>;
  /** What its status says of it. */
  published(key: string): { readonly claims?: Claim };
}

export function ownClaims(claims: Claims, share: Share, databases: () => WatchedObjects<DatabaseObject>): OwnClaims {
  const published = (key: string): { readonly claims?: Claim } => {
    const claim = claims.of(key);
    return share.isPart && claim !== undefined ? { claims: claim } : {};
  };
  const publish = async (key: string): Promise<void> => {
    const object = databases().get(key);
    if (object?.status === undefined) return;
    const status = { ...object.status, ...published(key) };
    databases().note(await writeStatus(share.transportFor(key), "Database", object, status));
  };
  const withAsks = (journal: string, asks: readonly Ask[] = []): Claim => ({ journal, ...(asks.length === 0 ? {} : { asks }) });
  return {
    leave(key, place) {
      if (claims.of(key)?.journal !== journalDigest(place)) claims.note(key, undefined);
    },
    async claim(key, place) {
      claims.note(key, withAsks(journalDigest(place), claims.of(key)?.asks));
      if (share.isPart) await publish(key);
      return claims.sharing(key);
    },
    ask(key, asks) {
      const claim = claims.of(key);
      if (claim !== undefined) claims.note(key, withAsks(claim.journal, asks));
    },
    rivals: claims.rivals,
    published,
  };
}
