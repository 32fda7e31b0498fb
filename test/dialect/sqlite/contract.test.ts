import type { Session } from "../../../src/port/session.ts";
import type { ContractDatabase } from "../../contract/contract-database.ts";
import { journalContract } from "../../contract/journal-contract.ts";
import { leaseContract } from "../../contract/lease-contract.ts";
import { stageContract } from "../../contract/stage-contract.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { open } from "./open.ts";
import { connect } from "./workbench.ts";

async function openDatabase(): Promise<ContractDatabase> {
  const file = sqliteFile();
  const look = await open(file.path);
  const sessions: Session[] = [];
  return {
    schema: "main",
    session: async () => {
      const session = await connect(file.url);
      sessions.push(session);
      return session;
    },
    sql: (text) => look.run(text),
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) await session.close();
      await look.close();
      file.drop();
    },
  };
}

leaseContract("sqlite", openDatabase);
journalContract("sqlite", openDatabase);
stageContract("sqlite", openDatabase);
