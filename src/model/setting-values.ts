/** Parameters whose value is a list of names: each of them is quoted by itself. */
const lists: ReadonlySet<string> = new Set([
  "local_preload_libraries",
  "search_path",
  "session_preload_libraries",
  "shared_preload_libraries",
  "temp_tablespaces",
  "unix_socket_directories",
]);

export const isNameList = (parameter: string): boolean => lists.has(parameter);

/** The values of a parameter as people or the catalogue write them: the names of a list, or the one value. */
export function settingValues(parameter: string, value: string | number | boolean | readonly string[]): readonly string[] {
  if (!isNameList(parameter)) return [typeof value === "object" ? value.join(", ") : String(value)];
  return typeof value === "object" ? value : namesIn(String(value));
}

const name = /\s*(?:"((?:[^"]|"")*)"|([^,"]*))\s*(?:,|$)/gsy;

/** `"$user", public` as names: what is not quoted is in lower case. */
function namesIn(text: string): readonly string[] {
  if (text.trim() === "") return [];
  const found: string[] = [];
  name.lastIndex = 0;
  while (name.lastIndex < text.length) {
    const match = name.exec(text);
    // What is no list of names is one value.
    if (match === null) return [text];
    const [, quoted, bare = ""] = match;
    found.push(quoted === undefined ? bare.trim().toLowerCase() : quoted.replaceAll('""', '"'));
  }
  return found;
}
