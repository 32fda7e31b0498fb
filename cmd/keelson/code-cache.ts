import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import { writeAside } from "../../src/verb/project/write-aside.ts";

/** A file of the program, compiled as the body of a CommonJS module. */
export interface CompiledFile {
  readonly script: Script;
  /** Whether an earlier run had compiled it. */
  readonly isRecalled: boolean;
  /** Leaves what was compiled of it by now to later runs: functions too, which V8 compiles when they are first called. */
  remember(): void;
}

const wrapper = "(function(exports,require,module,__filename,__dirname){";

/** Compiles the file at `path`, or recalls from `place` what an earlier run had compiled of it. V8 refuses what another version of it made, or with other flags. */
export function compileFile(path: string, place: string | undefined): CompiledFile {
  const { content, mark } = open(path, (file) => ({ content: readFileSync(file, "utf8"), mark: markOf(file) }));
  const cachedData = place === undefined ? undefined : recall(place, mark);
  const script = new Script(`${wrapper}${content}\n})`, { filename: path, columnOffset: -wrapper.length, cachedData });
  return {
    script,
    isRecalled: script.cachedDataRejected === false,
    remember: () => {
      if (place === undefined) return;
      try {
        // Flushed, since V8 believes what it reads: half a file after a power cut would end every later run.
        writeAside(place, process.pid, () => Buffer.concat([script.createCachedData(), mark]), { flush: true });
      } catch {
        // The next run compiles again.
      }
    },
  };
}

/** Nothing where the file is of another program, or where another user could have written what is run here. */
function recall(place: string, mark: Buffer): Buffer | undefined {
  try {
    return open(place, (file) => {
      const { uid, mode } = fstatSync(file);
      if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)) return undefined;
      const bytes = readFileSync(file);
      return bytes.subarray(-mark.length).equals(mark) ? bytes.subarray(0, -mark.length) : undefined;
    });
  } catch {
    return undefined;
  }
}

/** What the file system says of a file without reading it; two builds may have one version, and one length, which is all that V8 looks at. */
function markOf(file: number): Buffer {
  const { ino, size, mtimeMs, ctimeMs } = fstatSync(file);
  return Buffer.from(new Float64Array([ino, size, mtimeMs, ctimeMs]).buffer);
}

function open<T>(path: string, read: (file: number) => T): T {
  const file = openSync(path, "r");
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}
