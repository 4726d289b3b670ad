/** How the rows of a file fared. */
export interface ImportCounts {
  read: number;
  inserted: number;
  updated: number;
  rejected: number;
}

export const noCounts = (): ImportCounts => ({ read: 0, inserted: 0, updated: 0, rejected: 0 });
