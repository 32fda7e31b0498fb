/** Where a journal lies: a database, as host, port and name, and a project in it. */
export interface JournalPlace {
  readonly database: string;
  readonly project: string;
}

/** Which Databases hold which journal. */
export interface Claims {
  /** Notes where a Database's journal lies, and gives the others that claim the same. */
  claim(key: string, place: JournalPlace): readonly string[];
  /** Who holds the journal of another project in the database of `key`. */
  besides(key: string, project: string): readonly string[];
  release(key: string): void;
}

/** `onShared`: told whoever else has to look again, because a claim of theirs became shared, or is so no longer. */
export function databaseClaims(onShared: (keys: readonly string[]) => void): Claims {
  const places = new Map<string, JournalPlace>();
  const holders = new Map<string, Set<string>>();
  const holdersOf = (place: JournalPlace): readonly string[] => [...(holders.get(nameOf(place)) ?? [])].sort();
  const others = (key: string, place: JournalPlace): readonly string[] => holdersOf(place).filter((other) => other !== key);
  const release = (key: string): void => {
    const place = places.get(key);
    if (place === undefined) return;
    const name = nameOf(place);
    places.delete(key);
    holders.get(name)?.delete(key);
    if (holders.get(name)?.size === 0) holders.delete(name);
    onShared(others(key, place));
  };
  return {
    claim(key, place) {
      const [name, before] = [nameOf(place), places.get(key)];
      if (before === undefined || nameOf(before) !== name) {
        release(key);
        places.set(key, place);
        holders.set(name, (holders.get(name) ?? new Set()).add(key));
        onShared(others(key, place));
      }
      return others(key, place);
    },
    besides(key, project) {
      const place = places.get(key);
      return place === undefined ? [] : others(key, { ...place, project });
    },
    release,
  };
}

const nameOf = ({ database, project }: JournalPlace): string => `${database} ${project}`;
