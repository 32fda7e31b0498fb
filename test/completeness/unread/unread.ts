/** Columns that inspecting a database does not read, by catalogue and reason; `*` for all of a catalogue. */
export type Unread = Readonly<Record<string, Readonly<Record<string, string>>>>;
