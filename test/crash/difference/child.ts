import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { reconcileRequest } from "../../../src/reconcile/request.ts";
import { TestProject } from "../../reconcile/project.ts";
import { later } from "./documents.ts";

/**
 * A reconcile to the later Schema as a process of its own, which kills itself where the number of stages given has ended: `done`, right after,
 * or `begun`, when the next one starts. It prints how many there were.
 */
const [engine = "", url = "", killAt = "0", when = "done"] = process.argv.slice(2);
const project = new TestProject(engine === "sqlite" ? sqlite : postgresql, url);
project.schema(later);
let stages = 0;
const die = () => process.kill(process.pid, "SIGKILL");
await project.with((run) => reconcile(run, reconcileRequest("head")), {
  onEvent: ({ kind }) => {
    if (kind === "stageStarted" && when === "begun" && stages === Number(killAt)) die();
    if (kind !== "stageDone") return;
    stages += 1;
    if (when === "done" && stages === Number(killAt)) die();
  },
});
console.log(stages);
