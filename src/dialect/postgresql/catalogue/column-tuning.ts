/** SQL for the ColumnTuning of the column `a`, where its storage is said as `storage` and its compression as `compression`: NULL for what is not said. */
export const tuningSql = (storage: string, compression: string): string =>
  `json_strip_nulls(json_build_object('storage', ${storage}, 'compression', ${compression}, 'statistics', nullif(a.attstattarget, -1),
        'options', (SELECT json_object_agg(split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)) FROM unnest(a.attoptions) o)))`;

export const storageWord = "CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END";

/** NULL where it is that of the server's settings. */
export const compressionWord = "CASE a.attcompression WHEN 'l' THEN 'lz4' WHEN 'p' THEN 'pglz' END";
