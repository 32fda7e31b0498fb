import type { CreateTrigStmt, RuleStmt } from "libpg-query";
import { quoteIdentifier } from "../quote.ts";
import { nameOf } from "./nodes.ts";

/** The bits that the parser gives for events and timing of a trigger. */
const bit = { before: 2, insert: 4, delete: 8, update: 16, truncate: 32, instead: 64 } as const;

/** `BEFORE INSERT OR UPDATE OF name`, in the order in which the server prints it. */
export function triggerEvent({ timing = 0, events = 0, columns }: CreateTrigStmt): string {
  const time = timing & bit.before ? "BEFORE" : timing & bit.instead ? "INSTEAD OF" : "AFTER";
  const names = (columns ?? []).flatMap((column) => nameOf([column])?.name ?? []);
  const update = names.length === 0 ? "UPDATE" : `UPDATE OF ${names.map(quoteIdentifier).join(", ")}`;
  const said = [
    events & bit.insert ? "INSERT" : "",
    events & bit.delete ? "DELETE" : "",
    events & bit.update ? update : "",
    events & bit.truncate ? "TRUNCATE" : "",
  ];
  return `${time} ${said.filter((event) => event !== "").join(" OR ")}`;
}

export const ruleEvent = ({ event }: RuleStmt): string => (event ?? "").replace("CMD_", "");
