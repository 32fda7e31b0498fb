/** Expression text in parentheses; a line comment at its end must not swallow the one that closes. */
export const enclose = (text: string): string => (text.includes("--") ? `(${text}\n)` : `(${text})`);
