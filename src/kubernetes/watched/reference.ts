/** The kinds that a Database may rest on beside itself. */
export const referentKinds = ["Secret", "ConfigMap", "Schema", "Revision"] as const;
export type ReferentKind = (typeof referentKinds)[number];

/** What was read of a namespace for one Database: by name or by labels, and in which version. */
export interface Reference {
  readonly kind: ReferentKind;
  readonly namespace: string;
  /** By name; null: it was not there. */
  readonly versions: ReadonlyMap<string, string | null>;
  /** Every object with these is part of it. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Whether an object of the kind and namespace is, or would be, part of it. */
export const concerns = ({ versions, labels: wanted }: Reference, name: string, labels: Readonly<Record<string, string>> = {}): boolean =>
  versions.has(name) || (wanted !== undefined && Object.entries(wanted).every(([label, value]) => labels[label] === value));
