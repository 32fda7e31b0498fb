import { type ApiObject, keyOf } from "./api-object.ts";
import type { Change } from "./watch-objects.ts";

/** The objects of a watch as they were last seen. */
export class ObjectCache<T extends ApiObject> {
  #objects = new Map<string, T>();
  #listed = false;

  /** Whether there was a list yet: before that nothing is known to be absent. */
  get listed(): boolean {
    return this.#listed;
  }

  /** By `namespace/name`, or the name alone of what has no namespace. */
  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  all(): Iterable<T> {
    return this.#objects.values();
  }

  /** Takes the change in and tells the keys of the objects that are new, different or gone. */
  take(change: Change<T>): readonly string[] {
    switch (change.kind) {
      case "listed":
        return this.#replace(change.objects);
      case "changed": {
        const key = keyOf(change.object);
        this.#objects.set(key, change.object);
        return [key];
      }
      case "removed": {
        const key = keyOf(change.object);
        return this.#objects.delete(key) ? [key] : [];
      }
    }
  }

  #replace(objects: readonly T[]): readonly string[] {
    const before = this.#objects;
    this.#objects = new Map(objects.map((object) => [keyOf(object), object]));
    this.#listed = true;
    const changed = [...this.#objects].filter(
      ([key, { metadata }]) => metadata.resourceVersion !== before.get(key)?.metadata.resourceVersion,
    );
    const gone = [...before.keys()].filter((key) => !this.#objects.has(key));
    return [...changed.map(([key]) => key), ...gone];
  }
}
