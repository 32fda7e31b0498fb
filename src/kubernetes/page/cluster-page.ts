import type { Milliseconds } from "../../core/duration.ts";
import { sharedAnswers } from "../../http/shared-answers.ts";
import type { PageEntry, PageSource } from "../../page/page-source.ts";
import { isMissing } from "../client/api-error.ts";
import { keyOf } from "../client/api-object.ts";
import { listObjects } from "../client/list-objects.ts";
import { readObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { LookContext } from "../controller/operator-context.ts";
import type { DatabaseObject } from "../object/database-object.ts";
import { reportedOutcome } from "../remote/reported-outcome.ts";
import type { Namespaces } from "../watched/watched-objects.ts";
import { askedElsewhere } from "./asked-elsewhere.ts";
import { clusterSets } from "./cluster-sets.ts";
import { listShown, placeOf } from "./page-objects.ts";

export interface ClusterPageOptions {
  /** Whose Databases are shown: of others nobody hears whether there are any. */
  readonly namespaces: Namespaces;
  /** Who cannot be helped here: what to do where the rights or the way are missing to look for oneself. Absent: nothing beside what is said anyway. */
  readonly elsewhere?: string;
  /** How long a database, or a source, may take; 20 s where absent. */
  readonly patience?: Milliseconds;
}

/** Many look at the same, and look again and again. Milliseconds. */
const freshFor = 1_000;

/** The Databases of a cluster for the page. Reads when somebody looks, and holds nothing while nobody does. */
export function clusterPage(context: LookContext, { namespaces, elsewhere, patience = 20_000 }: ClusterPageOptions): PageSource {
  const { transport } = context;
  const lists = sharedAnswers<readonly PageEntry[]>(freshFor);
  let pages: ReturnType<typeof loadPages> | undefined;
  const loadPages = async () => (await import("./database-page.ts")).databasePages(context, { elsewhere, patience });
  const listIn = async (namespace?: string): Promise<readonly PageEntry[]> => {
    const selection = namespace === undefined ? {} : { namespace };
    const { objects } = await listObjects<DatabaseObject>(transport, ownType("Database"), selection);
    return objects.map(entryOf);
  };
  const list = () => listShown(namespaces, listIn, (key, error) => [{ key, status: null, error }]);
  const find = async (key: string): Promise<DatabaseObject | undefined> => {
    // Where the line of one that may not be looked into leads: says so once more.
    if (namespaces !== "all" && namespaces.includes(key)) await listIn(key);
    const place = placeOf(key, namespaces);
    if (place === undefined) return undefined;
    return readObject<DatabaseObject>(transport, ownType("Database"), place).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
  };
  return {
    title: namespaces === "all" ? "all namespaces" : namespaces.join(", "),
    databases: () => askedElsewhere(lists("", list), elsewhere),
    async database(key, signal) {
      const object = await askedElsewhere(find(key), elsewhere);
      return object === undefined ? undefined : (await (pages ??= loadPages()))(object, signal);
    },
    sets: clusterSets(transport, namespaces),
  };
}

const entryOf = (object: DatabaseObject): PageEntry => ({
  key: keyOf(object),
  status: object.status === undefined ? null : reportedOutcome(object).status,
});
