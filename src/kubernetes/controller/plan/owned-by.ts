import type { ApiObject, OwnerReference } from "../../client/api-object.ts";
import { apiVersionOf, ownType } from "../../client/resource-type.ts";

/** What goes when that object does. */
export const ownedBy = (kind: "Database" | "Plan", { metadata: { name, uid = "" } }: ApiObject): OwnerReference => ({
  apiVersion: apiVersionOf(ownType(kind)),
  kind,
  name,
  uid,
  controller: true,
});
