/** `step 1`, `steps 1, fill`: a step that has no name of its own is called by its place, which people count from 1. */
export const stepsTitle = (steps: readonly string[]): string => `${steps.length === 1 ? "step" : "steps"} ${steps.map(counted).join(", ")}`;

/** `0.1` is the second statement of the first step. */
const counted = (step: string): string => step.replace(/^\d+|(?<=\.)\d+/g, (place) => String(Number(place) + 1));
