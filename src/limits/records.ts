/** Records and their metadata. */
export const recordLimits = {
  /** Characters of a key, or of one field's value (docs/reference/limits.md#size-of-a-request). */
  valueCharacters: 65_536,
  /** Bytes of a record's fields as they are stored (docs/reference/limits.md#size-of-what-is-stored). */
  recordBytes: 1_000_000,
  /**
   * Bytes that one call may store for each byte that it sent; as much as one record may have is always allowed
   * (docs/reference/limits.md#size-of-what-is-stored).
   */
  storedForEachSent: 10,
  /** Decimal digits of a number written out (docs/reference/limits.md#size-of-a-request). */
  numberDigits: 1_000,
  /**
   * Combining marks in a row, as many as Unicode's Stream-Safe format has (UAX 15): languages use a few, and to
   * normalise more takes quadratic time.
   */
  combiningMarks: 30,
  /** Bytes of a canonical key that are stored as they are; of a longer one the first, and its digest. */
  keyBytes: 256,
  /**
   * Distinct words of one Text field that a record is found by, and of one record: each is a row of its own, so
   * that a record of many costs its writer a millisecond. A longer text belongs in a search engine.
   */
  wordsOfField: 50,
  wordsOfRecord: 200,
  /** Characters of a key for which near ones are looked for: nobody types a longer one. */
  nearKeyCharacters: 256,
  /**
   * Characters that a text may have for each of its own once it is folded: a syllable of Korean becomes three. A short
   * one may have more, since there are characters that stand for a sentence.
   */
  foldedCharacters: 4,
  foldedCharactersOfShort: 64,
  /** Characters of a word that count: more than nearly every word of a language has. */
  wordCharacters: 32,
  /** Characters of a name: a domain, field, user, role, relationship. */
  nameCharacters: 200,
  /** Characters of a label or a description. */
  labelCharacters: 1_000,
  /** Domains of one client: a query of links that names one domain searches once for each of the others. */
  domains: 500,
  /** Fields of one domain. */
  domainFields: 500,
  /** Fields of the links to records of one domain. */
  linkFields: 100,
  /**
   * Bytes of the values of one link as they are stored: so a thousand links or changes, as many as a page has, stay some
   * megabytes (docs/reference/limits.md#size-of-what-is-stored).
   */
  linkBytes: 10_000,
  /** Values that one Coded field accepts: they are read with the client's metadata, and looked through. */
  fieldCodes: 10_000,
  /**
   * Bytes of a client's metadata: domains, fields, codes, relationships and their limits. With every
   * change it is read, copied between threads and indexed whole, for some 25 ms a megabyte; five lists of 10,000 codes
   * and a hundred domains of fifty fields are half of it.
   */
  metadataBytes: 4_000_000,
  /** Relationships of one client, which are read with its metadata. */
  relationships: 10_000,
} as const;
