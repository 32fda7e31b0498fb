import { createHash } from "node:crypto";
import type { PlanDocument, PlanSpec, StageSpec } from "../../../plan/plan-document.ts";
import type { ApiObject } from "../../client/api-object.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { namePrefix } from "../../object/name-prefix.ts";
import { ownedBy } from "./owned-by.ts";
import { annexNames, packPlan, statementsAnnotation } from "./plan-annex.ts";

/** A plan as people approve it in a cluster. */
export interface PlanObject extends ApiObject {
  readonly spec: Partial<PlanSpec> & { readonly database?: string; readonly digest: string; readonly approved?: boolean };
}

const mostStatements = 200;
/** Of their text together: an API server takes no object beyond 1.5 MB. */
const mostBytes = 400_000;
/** By what it is found again: the plan of the same digest has the same name. */
export function planName(database: string, digest: string): string {
  const short = namePrefix(database);
  const whole = short === database ? "" : `-${createHash("sha256").update(database).digest("hex").slice(0, 8)}`;
  return `${short}${whole}-${digest.replace(/^sha256:/, "").slice(0, 12)}`;
}

/** The object that shows a plan of a Database, as far as an object may be long. */
export function planObject({ spec }: PlanDocument, owner: DatabaseObject): PlanObject {
  const { name: database, namespace } = owner.metadata;
  const name = planName(database, spec.digest);
  const stages = firstOf(spec.stages);
  const isWhole = stages === spec.stages;
  return {
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ownerReferences: [ownedBy("Database", owner)],
      ...(isWhole ? {} : { annotations: { [statementsAnnotation]: annexNames(name, packPlan(spec).length).join(" ") } }),
    },
    spec: { ...spec, database, stages },
  };
}

/** The stages up to where an object would become too long; the very same where none of it does. */
function firstOf(stages: readonly StageSpec[]): readonly StageSpec[] {
  let [statements, bytes] = [0, 0];
  let isCut = false;
  const fits = (sql: string): boolean => {
    statements++;
    bytes += Buffer.byteLength(sql);
    return statements <= mostStatements && bytes <= mostBytes;
  };
  const short = stages.flatMap((stage): readonly StageSpec[] => {
    if (isCut) return [];
    const kept: StageSpec["statements"][number][] = [];
    for (const statement of stage.statements) {
      if (!fits(statement.sql)) {
        isCut = true;
        break;
      }
      kept.push(statement);
    }
    return isCut && kept.length === 0 ? [] : [{ ...stage, statements: kept }];
  });
  return isCut ? short : stages;
}
