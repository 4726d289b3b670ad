/** How the rows of a file fared. */
export interface ImportCounts {
  read: number;
  inserted: number;
  updated: number;
  rejected: number;
  /** Of those updated, the rows that changed what an earlier row of the file had done. */
  overwritten: number;
}

export const noCounts = (): ImportCounts => ({
  read: 0,
  inserted: 0,
  updated: 0,
  rejected: 0,
  overwritten: 0,
});
