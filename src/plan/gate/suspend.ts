import type { Gate } from "./gate.ts";

/** While `spec.suspend` is set nothing that runs by itself changes the database. */
export const suspend: Gate = ({ suspended, authority }) =>
  suspended === "no" || authority === "person"
    ? null
    : {
        hold: "suspended",
        code: "suspended",
        message: "The database is suspended, so nothing is applied",
        remedy: "Set spec.suspend to false to go on",
        consent: [],
      };
