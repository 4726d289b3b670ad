/** Headers that the answers of several operations carry, with what they mean. */
export const nextPageHeader = {
  Link: 'The address of the next page, `<...>; rel="next"`, where there is one.',
};

export const etagHeader = { ETag: "The number of the record's newest change, in quotation marks." };

export const feedPageHeaders = {
  ...nextPageHeader,
  'Next-After': 'The cursor to go on from, now or later.',
};

export const searchedPageHeaders = {
  ...nextPageHeader,
  'Search-Stopped':
    '`true` where the page ended because it had looked through as many records as a page may; the next one goes on.',
};

/** Whose value is the id that was asked for, where that record was merged into the one that is answered. */
export const mergedFromHeader = 'Merged-From';
