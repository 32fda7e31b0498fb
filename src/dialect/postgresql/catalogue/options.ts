/** `name=value` texts of a reloptions array as a record. */
export const storageOptions = (list: readonly string[] | null, prefix = ""): Readonly<Record<string, string>> =>
  list === null
    ? none
    : Object.fromEntries(
        list.map((option) => {
          const at = option.indexOf("=");
          return [`${prefix}${option.slice(0, at)}`, option.slice(at + 1)];
        }),
      );

/** Nearly all have none; they share them. */
const none: Readonly<Record<string, string>> = {};
