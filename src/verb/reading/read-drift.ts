import { look } from "../../reconcile/look.ts";
import type { Run } from "../../reconcile/run.ts";
import { type DriftText, driftTexts } from "../../report/drift-text.ts";

/** What somebody's hand changed since the last run, each object as it was left beside how it is. The documents are not asked. @throws as `look` */
export async function readDrift(run: Run): Promise<readonly DriftText[]> {
  const { grammar } = run.options.dialect;
  return driftTexts(await look(run), { grammar, defaultSchema: run.settings.defaultSchema });
}
