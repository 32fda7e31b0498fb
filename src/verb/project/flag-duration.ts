import { formatDuration, type Milliseconds, parseDuration } from "../../core/duration.ts";
import { InputError } from "../../core/error.ts";

/** What a person wrote for a flag, as milliseconds; undefined where nothing was written. @throws InputError */
export function flagDuration(flag: string, text: string | undefined): Milliseconds | undefined {
  if (text === undefined) return undefined;
  const value = parseDuration(text);
  if (value !== undefined) return value;
  const message = `--${flag} ${text} is no duration`;
  throw new InputError(message, { code: "invalid-duration", remedy: `Write it like ${formatDuration(600_000)} or 1h30m` });
}
