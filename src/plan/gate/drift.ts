import type { Gate } from "./gate.ts";

/** Under `drift: block` nothing is applied on top of what somebody's hand changed. */
export const drift: Gate = ({ policy, driftedObjects, authority }) =>
  policy.drift !== "block" || driftedObjects === 0 || authority === "person"
    ? null
    : {
        hold: "driftBlocked",
        code: "drift-blocked",
        message: `${driftedObjects} object${driftedObjects === 1 ? "" : "s"} of the database ${driftedObjects === 1 ? "was" : "were"} changed by hand`,
        remedy: "Look with `keelson check`, then take the change back or write it into a revision",
        consent: [],
      };
