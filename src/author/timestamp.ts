/** `20231201`, in UTC: the same wherever a file is written. */
export const formatDate = (at: Date): string => at.toISOString().slice(0, 10).replaceAll("-", "");

/** `120000`, in UTC. */
export const formatTime = (at: Date): string => at.toISOString().slice(11, 19).replaceAll(":", "");
