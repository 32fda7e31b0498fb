/** The types of a routine's arguments as a JSON array, as `format_type` prints them; they tell it from its namesakes. */
export const argumentTypes = (proc: string): string =>
  `(SELECT coalesce(json_agg(format_type(a.type, NULL) ORDER BY a.place), '[]') FROM unnest(${proc}.proargtypes) WITH ORDINALITY a (type, place))`;
