import type { Clock } from "../../core/clock.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Milliseconds } from "../../core/duration.ts";
import type { Health } from "../../port/health.ts";

/** Clocks that are further apart than this make the history hard to read beside the logs of the application. */
const tolerable: Milliseconds = 5000;

/** What the server found about itself, and how far its clock is from ours. `answered`: when its answer was here. */
export function healthFindings({ clock, findings }: Health, answered: ReturnType<Clock["now"]>): readonly Diagnostic[] {
  return [...findings, ...(clock === null ? [] : clockFindings(clock, answered.getTime()))];
}

/** Half of the way there and back is the best guess of when the server looked. */
function clockFindings({ server, asked }: NonNullable<Health["clock"]>, answered: Milliseconds): readonly Diagnostic[] {
  const ahead = server.getTime() - (asked + answered) / 2;
  if (Math.abs(ahead) - (answered - asked) / 2 <= tolerable) return [];
  const message = `the server's clock is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? "ahead of" : "behind"} the one here`;
  return [{ code: "clock-difference", severity: "warning", message, remedy: "Set both by NTP; history and lease go by the server's" }];
}
