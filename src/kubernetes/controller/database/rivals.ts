import type { Diagnostic } from "../../../core/diagnostic.ts";
import { OwnedElsewhereError } from "../../../operation/owned-elsewhere-error.ts";
import type { Claims } from "./claims.ts";

/** What Databases ask for of what others own. The journal decides whose it is; both are told. */
export interface Rivals {
  /** Notes what stopped the last look at a Database, and gives the owners that nobody has told of it yet. */
  note(key: string, error: unknown): readonly string[];
  /** What the owner is told: one finding for each Database that asks for something of its own. */
  findings(owner: string): readonly Diagnostic[];
  forget(key: string): void;
}

/** `onTold`: the owners that have to look again, because there is something to tell them, or no longer. */
export function watchRivals({ besides }: Pick<Claims, "besides">, onTold: (owners: readonly string[]) => void): Rivals {
  /** By owner, then by who asks: the objects. */
  const asked = new Map<string, Map<string, string>>();
  const forget = (key: string): readonly string[] => {
    const left = [...asked].filter(([, by]) => by.delete(key)).map(([owner]) => owner);
    for (const owner of left) if (asked.get(owner)?.size === 0) asked.delete(owner);
    return left;
  };
  return {
    note(key, error) {
      const before = new Map([...asked].map(([owner, by]) => [owner, by.get(key)]));
      const left = forget(key);
      const now = ownersOf(error, (project) => besides(key, project));
      for (const [owner, objects] of now) asked.set(owner, (asked.get(owner) ?? new Map<string, string>()).set(key, objects));
      const told = [...now].filter(([owner, objects]) => before.get(owner) !== objects).map(([owner]) => owner);
      onTold([...told, ...left.filter((owner) => !now.has(owner))]);
      return told;
    },
    findings: (owner) => [...(asked.get(owner) ?? [])].map(([key, objects]) => finding(key, objects)),
    forget: (key) => onTold(forget(key)),
  };
}

/** Whose objects were asked for, each with their names. */
function ownersOf(error: unknown, holders: (project: string) => readonly string[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  if (!(error instanceof OwnedElsewhereError)) return owners;
  for (const { object, project } of error.claims)
    for (const owner of holders(project)) owners.set(owner, owners.has(owner) ? `${owners.get(owner)}, ${object}` : object);
  return owners;
}

const finding = (key: string, objects: string): Diagnostic => ({
  code: "claimed-elsewhere",
  severity: "warning",
  message: `the Database ${key} asks for what belongs to this one: ${objects}`,
  remedy: "Declare and change each object in one Database only; the others may refer to it",
});
