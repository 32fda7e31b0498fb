import type { Contestant } from "../contest.ts";
import { root } from "../places.ts";
import { runProcess } from "../run-process.ts";

const program = `import pg from "pg";
const client = new pg.Client({ connectionString: process.argv[1] });
await client.connect();
await client.query("SELECT 1");
await client.end();`;

/** The floor of whatever finds nothing to do. */
export const askOnce = (url: string): Contestant => ({
  name: "Node asks once with pg",
  arrange: async () => () => runProcess(process.execPath, ["--input-type=module", "-e", program, url], { cwd: root }),
});
