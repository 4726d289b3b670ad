/** A numbered step of the schema. Steps are never changed after a release, only added. */
export interface Migration {
  number: number;
  name: string;
  statements(dialect: DialectWords): string[];
}

/** Where the two dialects' table definitions differ. */
export interface DialectWords {
  integer: string;
  text: string;
  /** Stands behind a table's last bracket. */
  tableEnd: string;
  /** Statements that only this dialect needs, by the number of the migration. */
  extra: Record<number, string[]>;
}
