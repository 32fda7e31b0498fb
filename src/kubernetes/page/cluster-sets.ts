import type { Milliseconds } from "../../core/duration.ts";
import { sharedAnswers } from "../../http/shared-answers.ts";
import type { PageSet, PageSets } from "../../page/page-set.ts";
import { isForbidden, isMissing } from "../client/api-error.ts";
import { listObjects } from "../client/list-objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import type { DatabaseSetObject } from "../object/database-set-object.ts";
import type { Namespaces } from "../watched/watched-objects.ts";
import { listShown, placeOf } from "./page-objects.ts";
import { reportedRollout } from "./reported-rollout.ts";

/** Many look at the same, and look again and again. */
const freshFor: Milliseconds = 1_000;

/** The DatabaseSets of a cluster for the page. Whoever may not list them sees the Databases alone, and why where one is asked for. */
export function clusterSets(transport: Transport, namespaces: Namespaces): PageSets {
  const answers = sharedAnswers<readonly PageSet[]>(freshFor);
  const listIn = async (namespace?: string, fieldSelector?: string): Promise<readonly PageSet[]> => {
    const selection = { ...(namespace === undefined ? {} : { namespace }), ...(fieldSelector === undefined ? {} : { fieldSelector }) };
    return (await listObjects<DatabaseSetObject>(transport, ownType("DatabaseSet"), selection)).objects.map(reportedRollout);
  };
  return {
    list: () =>
      answers("", () =>
        listShown(namespaces, listIn, () => []).catch((error: unknown) => {
          if (isForbidden(error) || isMissing(error)) return [];
          throw error;
        }),
      ),
    async find(key) {
      const place = placeOf(key, namespaces);
      // As a list of one: an operator watches them, and may not get one by its name.
      return place && (await answers(key, () => listIn(place.namespace, `metadata.name=${place.name}`)))[0];
    },
  };
}
