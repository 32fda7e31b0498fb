/** A hull seen from the front, with its keel. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2f6f9f" d="M3 8h26c0 9-5 14-11 15v6h-4v-6C8 22 3 17 3 8z"/></svg>`;
