/** What stands for a secret wherever a statement is shown or kept. */
export const secretMark = (name: string): string => `{{ secret ${name} }}`;

/** Whether a text could be taken for one that stands for a secret. */
export const holdsSecretMark = (text: string): boolean => text.includes("{{ secret ");
