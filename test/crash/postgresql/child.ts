import { planOf, walk } from "../../execute/plans.ts";
import { run } from "../../execute/run.ts";
import { buildIndex, canonicalPlan } from "./canonical-plan.ts";

/** A runner as a process of its own: `child.ts URL [index]`. Exit 0 when the plan is done. */
const [url = "", what] = process.argv.slice(2);
await run(url, what === "index" ? planOf(walk("r1", [[buildIndex]])) : canonicalPlan);
