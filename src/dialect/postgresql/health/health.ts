import { systemClock } from "../../../core/clock.ts";
import type { Health, HealthRequest } from "../../../port/health.ts";
import type { Query } from "../catalogue/query.ts";
import type { ServerFacts } from "../connection/server-facts.ts";
import { roleHealth } from "./role-health.ts";
import { serverHealth } from "./server-health.ts";

/** What the role may do, what the server is like, and what was left on it. `steps`: the role that steps run as, null for the one that is logged in. */
export async function readHealth(
  query: Query,
  facts: ServerFacts,
  { schemas, work }: HealthRequest,
  steps: string | null,
): Promise<Health> {
  const asked = systemClock.now().getTime();
  const { clock, findings } = await serverHealth(query, facts, work);
  const role = await roleHealth(query, schemas, steps);
  return { role: role.role, clock: { server: clock, asked }, findings: [...role.findings, ...findings] };
}
