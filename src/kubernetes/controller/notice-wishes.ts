import type { WorkQueue } from "../../queue/work-queue.ts";

/** Objects of one kind as they were seen last. */
interface WishesOptions<O> {
  get(key: string): O | undefined;
  /** All of an object that somebody else than the operator decides. */
  wishOf(object: O): readonly unknown[];
  put: WorkQueue["put"];
}

export interface Wishes {
  /** To be told of every change of the object. */
  notice(key: string): void;
  forget(key: string): void;
}

/** Puts an object into the queue when somebody wants something else of it: our own writes of its status come back as changes too. */
export function noticeWishes<O extends { readonly status?: unknown }>({ get, wishOf, put }: WishesOptions<O>): Wishes {
  const seen = new Map<string, string>();
  return {
    notice(key) {
      const object = get(key);
      const wish = object === undefined ? undefined : JSON.stringify(wishOf(object));
      if (wish !== undefined && seen.get(key) === wish) return;
      if (wish !== undefined) seen.set(key, wish);
      put(key, object !== undefined && object.status === undefined ? "new" : "change");
    },
    forget: (key) => void seen.delete(key),
  };
}
