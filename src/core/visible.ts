/**
 * The text with what nobody sees, and what turns the direction of what follows, as `⟨U+202E⟩`: SQL reads as it runs.
 * Line breaks and tabs stay, and so do the marks and joiners without which languages and emoji are misspelled.
 */
export const visible = (text: string): string => text.replaceAll(hidden, (character) => `⟨U+${codeOf(character)}⟩`);

const hidden = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F\xAD\u180E\u200B\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

const codeOf = (character: string): string => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
