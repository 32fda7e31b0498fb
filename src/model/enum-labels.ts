/** Where a new label stands: beside one that is there, or at the end. */
export type LabelPlace = { readonly before: string } | { readonly after: string } | null;

/** Labels that only change their name: said in `how`, standing at the same place, and the new name was not there before. */
export function renamedLabels(
  before: readonly string[],
  after: readonly string[],
  how: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const [from, to] of Object.entries(how))
    if (before.includes(from) && !after.includes(from) && !before.includes(to) && after.includes(to)) renames.set(from, to);
  return renames;
}

/** The labels to add, in an order in which each finds its neighbour; null where one is gone or has moved. */
export function additions(
  before: readonly string[],
  after: readonly string[],
): readonly { readonly label: string; readonly place: LabelPlace }[] | null {
  const kept = after.filter((label) => before.includes(label));
  if (kept.length !== before.length || kept.some((label, at) => label !== before[at])) return null;
  return after.flatMap((label, at) => (before.includes(label) ? [] : [{ label, place: placeOf(after[at - 1], kept[0]) }]));
}

function placeOf(previous: string | undefined, firstKept: string | undefined): LabelPlace {
  if (previous !== undefined) return { after: previous };
  return firstKept === undefined ? null : { before: firstKept };
}
