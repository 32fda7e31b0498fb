import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { instance } from "@viz-js/viz";

// A process of its own: takes a graph in DOT, gives it as SVG, and is ended by who asked. What goes wrong ends it at once.
if (isMainThread) lead();
else parentPort?.once("message", (dot: string) => void draw(dot));

/** Graphviz hears nothing while it draws: this thread does, and ends with who asked, however that ended. */
function lead(): void {
  process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
  const drawer = new Worker(process.argv[1] ?? "");
  process.once("message", (dot: string) => drawer.postMessage(dot));
  drawer.once("message", (svg: string) => process.send?.(svg));
}

const draw = async (dot: string): Promise<void> => parentPort?.postMessage((await instance()).renderString(dot, { format: "svg_inline" }));
