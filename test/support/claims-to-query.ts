/** Claims whose values differ in what queries look at; two of them name policy 1, one policy 2. */
export const claimsToQuery = [
  { id: 1, ClaimNumber: 'CLM-10', Status: 'Open', Amount: 9, LossDate: '2026-02-11', Policy: 1 },
  { id: 2, ClaimNumber: 'CLM-9', Status: 'open', Amount: '10.50', LossDate: '2025-12-31', Policy: 2 },
  { id: 3, ClaimNumber: 'CLM-8', Status: 'Open', Amount: -100, Policy: 1 },
  { id: 4, ClaimNumber: 'CLM-7', Status: 'Closed', Amount: '9007199254740993' },
  { id: 5, ClaimNumber: 'CLM-6', Status: 'Open', Description: 'Wasserschaden, Café São Paulo' },
  { id: 6, ClaimNumber: 'CLM-5', Description: 'Water damage in a café' },
];
