import { describe } from "vitest";
import { nightly } from "../../seeded-share.ts";
import { postgresServers, type SharedServer } from "../../server/postgres.ts";

/** `describe` on the newest server of this run; at night on every one of them. */
export function describeFaults(name: string, suite: (server: SharedServer) => void): void {
  const servers = nightly ? postgresServers : postgresServers.slice(0, 1);
  if (servers.length === 0) describe.skip(`${name} (no PostgreSQL server)`, () => {});
  for (const server of servers) describe(`${name} (PostgreSQL ${server.major})`, () => suite(server));
}
