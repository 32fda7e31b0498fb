/** The labels of what is said of the Database under a key. */
export function labelsOf(key: string): Readonly<Record<string, string>> {
  const [namespace = "", database = ""] = key.split("/");
  return { namespace, database };
}
