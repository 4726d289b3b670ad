/** Milliseconds that somebody stops typing for before the server is asked. */
export const typingPause = 250;
