import type { SequenceOptions } from "./body.ts";

const typeMaxima = new Set(["32767", "2147483647", "9223372036854775807"]);
const typeMinima = new Set(["-32768", "-2147483648", "-9223372036854775808"]);

/** The options with what a server would fill in; a limit that is its type's own is `type`. */
function spelledOut({ increment = "1", min, max, start, cache = "1", cycle = false }: SequenceOptions): Required<SequenceOptions> {
  const descending = increment.startsWith("-");
  const least = descending ? (min === undefined || typeMinima.has(min) ? "type" : min) : (min ?? "1");
  const most = descending ? (max ?? "-1") : max === undefined || typeMaxima.has(max) ? "type" : max;
  return { increment, min: least, max: most, start: start ?? (descending ? most : least), cache, cycle };
}

/** Whether two sets of options mean the same sequence, absent ones taken as the server's defaults. */
export function sameSequenceOptions(a: SequenceOptions, b: SequenceOptions): boolean {
  const [left, right] = [spelledOut(a), spelledOut(b)];
  return (Object.keys(left) as (keyof SequenceOptions)[]).every((option) => left[option] === right[option]);
}

/** Only the options that differ from the server's defaults: as a person would write them. */
export function plainSequenceOptions(options: SequenceOptions): SequenceOptions {
  const { increment, min, max, start, cache, cycle } = spelledOut(options);
  const descending = increment.startsWith("-");
  const result: { -readonly [Option in keyof SequenceOptions]: SequenceOptions[Option] } = {};
  if (start !== (descending ? max : min)) result.start = start;
  if (increment !== "1") result.increment = increment;
  if (min !== (descending ? "type" : "1")) result.min = min;
  if (max !== (descending ? "-1" : "type")) result.max = max;
  if (cache !== "1") result.cache = cache;
  if (cycle) result.cycle = true;
  return result;
}
