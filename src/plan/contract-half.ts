const suffix = "/contract";

/** The name of a revision's contract half, in the journal and in plans. */
export const contractId = (revision: string): string => `${revision}${suffix}`;

/** The revision whose contract half has this name; undefined where it names none. */
export const revisionOfContract = (id: string): string | undefined => (id.endsWith(suffix) ? id.slice(0, -suffix.length) : undefined);
