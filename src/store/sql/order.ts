/** How a comparison goes on in an order. */
export const beyond = { asc: '>', desc: '<' } as const;
