/** A text that is cut where it is longer than that many characters, and says so. */
export const shortened = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
