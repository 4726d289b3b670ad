/** What a field is called that has no label of its own. */
import { expect, test } from 'vitest';
import { readableName } from '../../console/src/data/field-label.ts';

test.each([
  ['ClaimNumber', 'Claim number'],
  ['Status', 'Status'],
  ['LossDate', 'Loss date'],
  ['SHA256', 'SHA256'],
  ['ExternalDirectURL', 'External direct URL'],
  ['URLOfReport', 'URL of report'],
  ['loss_date', 'loss date'],
  ['Line2Of3', 'Line2 of3'],
  ['größe', 'größe'],
])('%s is %s', (name, label) => {
  expect(readableName(name)).toBe(label);
});
