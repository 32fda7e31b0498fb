/**
 * Whether a type (as `format_type` spells it) certainly takes no value of this text, on any server: what only some take, and types that are not
 * here, only the server can tell.
 */
export function refusesText(type: string, text: string): boolean {
  const varying = /^character varying\((\d+)\)$/.exec(type);
  if (varying !== null) return [...text.replace(/ +$/, "")].length > Number(varying[1]);
  return refusals[type.replace(/\(.*?\)/, "")]?.(text) ?? false;
}

/** Whether a type takes no number where one stands in SQL, though it may take the same text; types that are not here only the server can tell. */
export const refusesNumber = (type: string): boolean =>
  /^(boolean|date|timestamp|time|interval|inet|cidr|macaddr8?|bit|point|lseg|box|path|polygon|circle|tsvector|tsquery|\w+range)\b|\[\]$/.test(
    type,
  );

type Refuses = (text: string) => boolean;

const matchesNot =
  (pattern: RegExp): Refuses =>
  (text) =>
    !pattern.test(text.trim());

/** Other bases and underscores are for newer servers. */
const whole =
  (bits: bigint): Refuses =>
  (text) => {
    const digits = text.trim();
    if (!/^[+-]?\d+$/.test(digits)) return !/^[+-]?(0[xob][\da-f_]+|\d[\d_]*)$/i.test(digits);
    const value = BigInt(digits.replace("+", ""));
    return value < -(2n ** (bits - 1n)) || value >= 2n ** (bits - 1n);
  };

const numeric = matchesNot(/^[+-]?((\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(e[+-]?\d[\d_]*)?|0[xob][\da-f_.p+-]+|inf(inity)?|nan)$/i);

/** Any beginning that no other word has. */
const truth = matchesNot(/^(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1)$/i);

const uuid = (text: string): boolean => !/^(\{[\da-f]{4}(-?[\da-f]{4}){7}\}|[\da-f]{4}(-?[\da-f]{4}){7})$/i.test(text);

/** Dates are written in many ways; what has no digit is one of a few words, and no calendar has a 30th of February. */
function date(text: string): boolean {
  const said = text.trim();
  if (!/\d/.test(said)) return !/^([+-]?infinity|epoch|now|today|tomorrow|yesterday|allballs)\b/i.test(said);
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?$/.exec(said) ?? [];
  // Before Christ other years have a 29th of February.
  if (day === undefined || /bc$/i.test(said)) return false;
  // Of a day past its month's end JavaScript makes one of the next.
  const meant = new Date(Date.UTC(2000, 0, 1));
  meant.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return Number(year) === 0 || meant.getUTCMonth() !== Number(month) - 1 || meant.getUTCDate() !== Number(day);
}

function json(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

const refusals: Readonly<Record<string, Refuses>> = {
  smallint: whole(16n),
  integer: whole(32n),
  bigint: whole(64n),
  numeric,
  real: numeric,
  "double precision": numeric,
  boolean: truth,
  uuid,
  date,
  "timestamp without time zone": date,
  "timestamp with time zone": date,
  json,
  jsonb: json,
};
