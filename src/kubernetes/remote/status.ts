import type { Outcome } from "../../status/status.ts";
import { readDatabase, type RemoteDatabase } from "./remote-database.ts";
import { reportedOutcome } from "./reported-outcome.ts";

/** What the operator last said of a Database. @throws NotFoundError */
export const remoteStatus = async (remote: RemoteDatabase): Promise<Outcome> => reportedOutcome(await readDatabase(remote));
