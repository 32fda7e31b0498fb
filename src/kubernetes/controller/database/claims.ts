/** Which Databases hold which journal. */
export interface Claims {
  /** Notes where a Database's journal lies, and gives the others that claim the same. */
  claim(key: string, place: string): readonly string[];
  release(key: string): void;
}

/** `onShared`: told whoever else has to look again, because a claim of theirs became shared, or is so no longer. */
export function databaseClaims(onShared: (keys: readonly string[]) => void): Claims {
  const places = new Map<string, string>();
  const holders = new Map<string, Set<string>>();
  const others = (key: string, place: string): readonly string[] => [...(holders.get(place) ?? [])].filter((other) => other !== key).sort();
  const release = (key: string): void => {
    const place = places.get(key);
    if (place === undefined) return;
    places.delete(key);
    holders.get(place)?.delete(key);
    if (holders.get(place)?.size === 0) holders.delete(place);
    onShared(others(key, place));
  };
  return {
    claim(key, place) {
      if (places.get(key) !== place) {
        release(key);
        places.set(key, place);
        holders.set(place, (holders.get(place) ?? new Set()).add(key));
        onShared(others(key, place));
      }
      return others(key, place);
    },
    release,
  };
}
