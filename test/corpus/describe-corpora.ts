import { describe } from "vitest";
import { havePostgresTools } from "../server/postgres-tool.ts";
import { describePostgres, postgresServers, type SharedServer } from "../server/postgres.ts";
import { nightly } from "../seeded-share.ts";
import { haveCorpora } from "./corpora.ts";

/** `describe` on the newest server, by night on every one; skipped where corpora or `pg_dump` are not to be had. */
export function describeCorpora(name: string, suite: (server: SharedServer) => void): void {
  if (!haveCorpora || !havePostgresTools) describe.skip(name, () => {});
  else
    describePostgres(name, (server) => {
      if (nightly || server === postgresServers[0]) suite(server);
      else describe.skip("by night", () => {});
    });
}
