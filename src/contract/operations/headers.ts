/** Headers that the answers of several operations carry, with what they mean. */
export const nextPageHeader = {
  Link: 'The address of the next page, `<...>; rel="next"`, where there is one.',
};
