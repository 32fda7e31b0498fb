/** What is read as documents; all else can be attached. The project's own settings are neither resource nor document. */
export const isDocument = (location: string): boolean =>
  /\.(?:yaml|yml|json)$/.test(location) && !/(?:^|\/)keelson\.config\.yaml$/.test(location);
