import { openingAt } from "../../window/window.ts";
import type { Gate } from "./gate.ts";

/** Runs that nobody watches change the database only inside its windows. */
export const window: Gate = ({ schedule, now, authority }) => {
  if (authority === "person") return null;
  const opening = openingAt(schedule, now);
  if (opening.open === "yes") return null;
  const next = opening.next === null ? "None opens within a year" : `The next one opens at ${opening.next.toISOString()}`;
  return { hold: "outsideWindow", code: "outside-window", message: "No window of spec.schedule is open", remedy: next, consent: [] };
};
