/** Every limit of the graph, each with its reason. */
export const limits = {
  /** Records that are shown: what stays smooth while it is moved and zoomed, without a graphics card too. */
  records: 2_000,
  /** Links that are shown, at most; more of them between so many records are a black disc. */
  links: 4_000,
  /** Links of a record that are loaded when it is expanded, and each time that more are asked for. */
  step: 200,
  /** Records up to which each has its sign and, unless it is zoomed out far, its name. */
  inDetail: 400,
  /** Links of the selected record up to which they stand out; more would be a black star. */
  linksMarked: 60,
  /** New records that glide to their place; more would stutter. */
  gliding: 200,
  /** Pixels of a saved picture's longer side: what browsers still make a canvas of, and programs open. */
  pictureSide: 8_000,
  /** What a search for a path looks at before it gives up. */
  path: {
    /** The most records whose links are asked for, which takes some seconds. */
    asked: 1_000,
    /** The most links between the two ends; records that are further apart have nothing to do with each other. */
    hops: 12,
    /** Links that are read of one record: a page of the API. */
    linksOfOne: 1_000,
    /** Calls that are under way at once; a browser has six connections for all its windows. */
    atOnce: 4,
  },
};
