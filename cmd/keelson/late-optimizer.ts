import type { V8Flags } from "./v8-flags.ts";

/** Milliseconds. What runs for longer than this is worth the best code. */
const short = 5000;
/** From this one on V8 has a compiler between the quick one and the best (Maglev, Node.js 24). */
const withMiddle = 13;

/**
 * V8's best compiler begins to work when a run has lasted for a while: of a run of a second or two it took a sixth of the processor and gave nothing back, since what it had made came too late.
 * Until then code is compiled by the one before it, which takes a tenth of the time, and goes on counting what is called often.
 */
export function optimizeLate(
  flags: Pick<V8Flags, "change" | "takeBack">,
  { versions, execArgv, env }: Pick<NodeJS.Process, "versions" | "execArgv" | "env">,
): void {
  const hasMiddle = Number.parseInt(versions.v8, 10) >= withMiddle;
  const said = [...execArgv, env["NODE_OPTIONS"] ?? ""].join(" ");
  // Where somebody has chosen among the compilers, it stays so.
  if (!hasMiddle || /jitless|turbofan|maglev|-opt\b/.test(said)) return;
  const [own, counting] = ["--no-turbofan", "--force-emit-interrupt-budget-checks"];
  flags.change(own, "--turbofan");
  flags.change(counting, "--no-force-emit-interrupt-budget-checks");
  setTimeout(() => [own, counting].forEach((flag) => flags.takeBack(flag)), short).unref();
}
