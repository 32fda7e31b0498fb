/** Names of ours begin with an object's own, which may be as long as a name can be. */
const longestPrefix = 200;

/** As much of a name as leaves room for more behind it; what follows a dot or a hyphen would be no name. */
export const namePrefix = (name: string): string =>
  name.length > longestPrefix ? name.slice(0, longestPrefix).replace(/[.-]+$/, "") : name;
