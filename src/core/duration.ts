/** Milliseconds. */
export type Milliseconds = number;

const unit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The grammar of durations (`300ms`, `1s`, `5m`, `24h`, `1h30m`), for shapes and messages. */
export const durationPattern = "^(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$";

/** Milliseconds of a duration as written, or undefined where it is none. */
export function parseDuration(text: string): Milliseconds | undefined {
  if (text === "" || !new RegExp(durationPattern).test(text)) return undefined;
  let total = 0;
  for (const [, amount, name] of text.matchAll(/([0-9]+)(ms|h|m|s)/g)) total += Number(amount) * (unit[name as string] ?? 0);
  return total;
}

/** The shortest spelling of a duration, largest unit first. */
export function formatDuration(milliseconds: Milliseconds): string {
  let rest = Math.round(milliseconds);
  let text = "";
  for (const name of ["h", "m", "s", "ms"]) {
    const size = unit[name] ?? 1;
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${name}`;
  }
  return text === "" ? "0s" : text;
}
