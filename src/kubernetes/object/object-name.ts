/** Whether an object may be called so. What is no name is not asked for: a server might read it as a path. */
export const isObjectName = (text: string | undefined): text is string =>
  text !== undefined && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text);
