import { type FieldColumn, fieldPrefix } from '../contract/link.js';

/** What a field of links is called as a column, and in a filter. */
export const fieldColumn = (name: string): FieldColumn => `${fieldPrefix}${name}`;

/** Why a path is no column of links. */
export const noDrillDown = 'Links have no drill-down: columns must be columns of the link itself';
