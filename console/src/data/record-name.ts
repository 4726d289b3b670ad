/** How a record is named to people: the one rule. */
import type { Field, RecordRow } from 'linkwright/client';

/** Fields that name a record better than its number does. */
const naming = ['Name', 'FileName', 'Title', 'Label'];

/** The field whose value names records of a domain; `undefined` where the id must do. */
export function namingField(domain: string, fields: Field[]): string | undefined {
  const names = fields.filter(({ CanMatch }) => CanMatch).map(({ Name }) => Name);
  const own = `${domain.replace(/^Custom\./, '')}Number`;
  return [...naming, own].find((name) => names.includes(name)) ?? names[0];
}

/** Fields whose values a whole name says already, or that only programs compare. */
const saidByName = ['FirstName', 'LastName'];
const forPrograms = ['SHA256'];

/** The fields by which people tell a domain's records apart, the naming one first; at most `count`. */
export function tellingFields(domain: string, fields: Field[], count: number): Field[] {
  const first = namingField(domain, fields);
  const own = `${domain.replace(/^Custom\./, '')}Number`;
  const rank = ({ Name }: Field) => (Name === first ? 0 : Name === own ? 1 : 2);
  const silent = first === 'Name' ? [...saidByName, ...forPrograms] : forPrograms;
  return fields
    .filter(({ Name }) => !silent.includes(Name))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, count);
}

/** `CLM-2026-0001`, or `Claim 5001` where the field has no value. */
export function recordName(domain: string, record: RecordRow, field: string | undefined): string {
  const value = field === undefined ? undefined : record[field];
  return value === null || value === undefined || value === ''
    ? idName(domain, Number(record.ID))
    : String(value);
}

/** Fields that tell apart what has one name, before the domain's own number. */
const apart = ['Email', 'CompanyName'];

/** The fields by which records of one name are told apart; none, where a domain's name is its number. */
export function tellingApart(domain: string, fields: Field[]): string[] {
  const own = `${domain.replace(/^Custom\./, '')}Number`;
  const first = namingField(domain, fields);
  return [...apart, own].filter((name) => name !== first && fields.some(({ Name }) => Name === name));
}

/** `Maria Jensen (maria@example.com)`, of records that are not the only ones of their name. */
export function nameApart(name: string, record: RecordRow, by: string[]): string {
  const detail = by.map((field) => record[field]).find((value) => value != null && value !== name);
  return `${name} (${detail ?? record.ID})`;
}

/** The name of a record of which nothing else is known. */
export function idName(domain: string, id: number): string {
  return `${domain} ${id}`;
}
