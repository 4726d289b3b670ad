/** What identifies the links between two records. */
export interface Pair {
  parentDomain: number;
  parent: number;
  childDomain: number;
  child: number;
}
