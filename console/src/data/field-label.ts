/**
 * What a field is called to people: `Claim number` for `ClaimNumber`, where it has no label of its own. Capitals that stand
 * together stay: `External direct URL`.
 */
export function readableName(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .filter(Boolean);
  return words
    .map((word, at) => (at === 0 || /^[A-Z\d]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

/** Fields, each with a label for people. */
export function labelled<Named extends { Name: string; Label: string }>(fields: Named[]): Named[] {
  return fields.map((field) =>
    field.Label === field.Name ? { ...field, Label: readableName(field.Name) } : field,
  );
}
