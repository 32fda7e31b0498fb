/** The oldest Node.js that runs more than `version` and `help`: `engines` of package.json, as major and minor. */
const oldest = { major: 22, minor: 19 } as const;

/** What to tell somebody whose Node.js is too old; undefined where it is not. */
export function describeOldNode(running: string): string | undefined {
  const [major = 0, minor = 0] = running.split(".").map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined;
  return `error[node-too-old]: this is Node.js ${running}; keelson needs ${oldest.major}.${oldest.minor} or newer\n  Install a newer Node.js, see https://nodejs.org\n`;
}
