/** The text, cut to so many characters; what is cut shows as `…`. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // No character takes more than two units of a string.
  const characters = [...text.slice(0, 2 * longest)];
  if (characters.length <= longest && text.length <= 2 * longest) return text;
  return `${characters.slice(0, Math.max(0, longest - 1)).join("")}…`;
}
