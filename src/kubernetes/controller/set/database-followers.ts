import type { DatabaseObject } from "../../object/database-object.ts";

/** Which sets a change to a Database is work for. */
export interface DatabaseFollowers {
  /** Those that a set has or wants, by key; they take the place of those before. */
  follow(set: string, databases: readonly string[]): void;
  /** Keys of the sets that follow a Database, and of the one that owns it. */
  of(key: string, database: DatabaseObject | undefined): readonly string[];
  forget(set: string): void;
}

export function databaseFollowers(): DatabaseFollowers {
  const followed = new Map<string, readonly string[]>();
  const followers = new Map<string, Set<string>>();
  const forget = (set: string): void => {
    for (const database of followed.get(set) ?? []) {
      followers.get(database)?.delete(set);
      if (followers.get(database)?.size === 0) followers.delete(database);
    }
    followed.delete(set);
  };
  return {
    follow(set, databases) {
      forget(set);
      followed.set(set, databases);
      for (const database of databases) followers.set(database, (followers.get(database) ?? new Set()).add(set));
    },
    of(key, database) {
      const owner = database?.metadata.ownerReferences?.find(({ kind }) => kind === "DatabaseSet");
      return [...(followers.get(key) ?? []), ...(owner === undefined ? [] : [`${database?.metadata.namespace}/${owner.name}`])];
    },
    forget,
  };
}
