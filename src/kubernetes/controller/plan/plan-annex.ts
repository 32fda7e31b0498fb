import { gunzipSync, gzipSync } from "node:zlib";
import type { PlanDocument, PlanSpec } from "../../../plan/plan-document.ts";
import type { ApiObject } from "../../client/api-object.ts";
import { ownedBy } from "./owned-by.ts";

/** A part of what does not go into the object of a long plan. */
export interface PlanAnnex extends ApiObject {
  readonly binaryData: Readonly<Record<string, string>>;
}

/** Says in which ConfigMaps all statements of a long plan stand, in their order, with a space between. */
export const statementsAnnotation = "keelson.dev/statements";
/** Under which key those ConfigMaps hold them: the spec of the plan as JSON, gzipped, and cut where one of them is full. */
const annexKey = "plan.json.gz";
/** An API server takes a MiB of a ConfigMap. */
const mostBytes = 900_000;
/** No plan is longer; what unpacks to more is none. Bytes. */
const longestPlan = 256 * 1024 * 1024;

/** All of a plan, packed, in as many parts as it takes. */
export function packPlan(spec: PlanSpec): readonly Buffer[] {
  const packed = gzipSync(JSON.stringify(spec));
  return Array.from({ length: Math.ceil(packed.length / mostBytes) }, (_, at) => packed.subarray(at * mostBytes, (at + 1) * mostBytes));
}

/** What the parts of a plan are called. */
export const annexNames = (plan: string, parts: number): readonly string[] =>
  Array.from({ length: parts }, (_, at) => `${plan}-statements${at === 0 ? "" : `-${at + 1}`}`);

/** Which ConfigMaps hold the parts; none where the object itself shows all of its plan. */
export const namedAnnexes = ({ metadata }: ApiObject): readonly string[] => metadata.annotations?.[statementsAnnotation]?.split(" ") ?? [];

/** All of a plan that its object cuts short, in the ConfigMaps that the object names. */
export function planAnnexes({ spec }: PlanDocument, plan: ApiObject): readonly PlanAnnex[] {
  const names = namedAnnexes(plan);
  if (names.length === 0) return [];
  const { namespace } = plan.metadata;
  return packPlan(spec).map((part, at) => {
    const name = names[at] ?? "";
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ownerReferences: [ownedBy("Plan", plan)] };
    return { metadata, binaryData: { [annexKey]: part.toString("base64") } };
  });
}

/** The plan that the parts hold. */
export function unpackPlan(parts: readonly PlanAnnex[]): PlanSpec {
  const packed = Buffer.concat(parts.map(({ binaryData }) => Buffer.from(binaryData[annexKey] ?? "", "base64")));
  return JSON.parse(gunzipSync(packed, { maxOutputLength: longestPlan }).toString("utf8")) as PlanSpec;
}
