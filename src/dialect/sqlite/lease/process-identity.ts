import { readFileSync, readlinkSync } from "node:fs";

/** Names one process of one machine for as long as it lives: a number given to another process later is told apart by its start. */
interface ProcessIdentity {
  /** Boot of the machine and its namespace of process numbers. */
  readonly home: string;
  readonly pid: string;
  /** Ticks after boot. */
  readonly start: string;
}

/** This process, or null where the platform has no /proc to ask. */
export function thisProcess(): string | null {
  const home = readHome();
  const self = readStat("self");
  return home === null || self === null ? null : JSON.stringify({ home, pid: self.pid, start: self.start } satisfies ProcessIdentity);
}

/** Whether the process that `identity` names is known to be dead; of another machine, or where nobody can tell, it is not. */
export function isDead(identity: string | null): boolean {
  const named = identity === null ? null : (JSON.parse(identity) as ProcessIdentity);
  if (named === null || named.home !== readHome()) return false;
  const found = readStat(named.pid);
  // A zombie has ended; only its parent has not asked yet.
  return found === null || found.start !== named.start || found.state === "Z" || found.state === "X";
}

const readHome = (): string | null =>
  attempt(() => `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`);

/** The command's name stands in parentheses and may hold anything: counting begins after the last one. */
function readStat(pid: string): { readonly pid: string; readonly state: string; readonly start: string } | null {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { pid: text.slice(0, text.indexOf(" ")), state: fields[0] ?? "", start: fields[19] ?? "" };
}

function attempt(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
