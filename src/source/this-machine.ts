/** Whether a host name means the machine that asks: only there does nothing travel in the open over plain http. */
export const isThisMachine = (host: string): boolean => host === "localhost" || host === "[::1]" || /^127(?:\.\d+){3}$/.test(host);
