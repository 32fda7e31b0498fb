const booleans = "a boolean";
const numbers = "a number";

/** What a YAML 1.1 reader takes a plain text for, where a 1.2 reader takes it for something else. */
const readings: readonly (readonly [RegExp, string])[] = [
  [/^<<$/, "a merge key"],
  [/^=$/, "a default value"],
  [/^[-+]?0[0-9_]+$/, "an octal number"],
  [/^[-+]?0b[01_]+$/, "a binary number"],
  [/^[-+]?0o[0-7_]+$/, "an octal number"],
  [/^(?:[-+]0x[0-9a-fA-F_]+|0x[0-9a-fA-F]*_[0-9a-fA-F_]*)$/, "a hexadecimal number"],
  [/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/, "a time in base 60"],
  [/^[-+]?[0-9][0-9.]*_[0-9_.]*(?:[eE][-+]?[0-9]+)?$/, numbers],
  [/^[-+]?(?:[0-9]+|[0-9]+\.[0-9]*|\.[0-9]+)[eE][0-9]+$/, numbers],
  [/^[-+]?[0-9]+[eE][-+][0-9]+$/, numbers],
  [
    /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?$/,
    "a date",
  ],
  [/^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/, "a number that JSON does not have"],
];

/** Only these first characters can begin a text that is one of the readings. */
const suspicious = /^[-+0-9.<=]/;
const longest = 48;
const words = /^(?:[yY]|yes|Yes|YES|[nN]|no|No|NO|on|On|ON|off|Off|OFF)$/;

/** What another reader takes the plain text for, or undefined where all readers agree. */
export function misreading(source: string): string | undefined {
  if (words.test(source)) return booleans;
  if (source.length > longest || !suspicious.test(source)) return undefined;
  return readings.find(([pattern]) => pattern.test(source))?.[1];
}

/** The boolean of YAML 1.1 that somebody may have meant by a plain text; a single letter is a name. */
export const booleanMeant = (source: string): boolean | undefined =>
  source.length > 1 && words.test(source) ? /^(?:yes|on)$/i.test(source) : undefined;

/** True where a plain number comes back from a double with other digits. */
export function losesDigits(source: string, value: number): boolean {
  if (Number.isInteger(value) && Number.isSafeInteger(value)) return false;
  if (!Number.isFinite(value)) return true;
  return digits(source) !== digits(value.toString());
}

/** Significant digits of a decimal, without leading and trailing zeros, sign, point and exponent. */
const digits = (text: string): string =>
  text
    .replace(/[eE].*$/, "")
    .replace(/[-+.]/g, "")
    .replace(/^0+/, "")
    .replace(/0+$/, "");
