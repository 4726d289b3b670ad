import { Anchor, Text, VisuallyHidden } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { writtenNumber } from '../../shared/numbers.js';
import { text } from '../../shared/text/index.js';
import { Time } from '../time.js';
import { RecordLink } from './record-link.js';

/** A date has no time zone: it is the same day everywhere. */
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

const webAddress = /^https?:\/\/\S+$/;

/** What has to be known of a field: one of a record, or of a link. */
export type FormField = Pick<Field, 'Name' | 'Label' | 'Type' | 'Codes'> & Partial<Pick<Field, 'RefersTo'>>;

interface FieldValueProps {
  field: Pick<FormField, 'Type' | 'RefersTo'>;
  value: unknown;
  /** What the record is called that an association refers to, where that is known. */
  name?: string;
}

/** The value of a field as people read it. */
export function FieldValue({ field, value, name }: FieldValueProps) {
  if (value === null || value === undefined || value === '') {
    return (
      <Text component="span" inherit c="dimmed">
        <span aria-hidden>{text.common.notGiven}</span>
        <VisuallyHidden>{text.common.values.none}</VisuallyHidden>
      </Text>
    );
  }
  switch (field.Type) {
    case 'Association':
      return <RecordLink domain={field.RefersTo ?? ''} id={Number(value)} name={name} />;
    case 'Boolean':
      return value === true ? text.common.values.yes : text.common.values.no;
    case 'Date':
      return <time dateTime={String(value)}>{day.format(new Date(`${value}T00:00:00Z`))}</time>;
    case 'DateTime':
      return <Time at={String(value)} isExact />;
    case 'Numeric':
      return writtenNumber(String(value));
    default:
      return webAddress.test(String(value)) ? (
        <Anchor href={String(value)} target="_blank" rel="noopener noreferrer" inherit>
          {String(value)}
        </Anchor>
      ) : (
        String(value)
      );
  }
}
