/** What a part of an entity's box is; the page's stylesheet has the colours. */
const tones = ["frame", "head", "title", "aside", "name", "key", "type", "marks"] as const;
export type Tone = (typeof tones)[number];

/** Graphviz takes no class for a part of a label: a colour that nobody sees stands for it until the picture is made. */
export const toneColour = (tone: Tone): string => `#00000${tones.indexOf(tone) + 1}`;

/** The class that a colour stands for. */
export const toneOf = (colour: string): Tone | undefined => tones[Number(/^#00000(\d)$/.exec(colour)?.[1] ?? 0) - 1];
