import { SimpleGrid } from '@mantine/core';
import { Choice } from '../../parts/choice/choice.js';
import { Suggested } from '../../parts/choice/suggested.js';
import { importing as text } from '../../shared/text/import.js';
import type { Written } from './messages.js';
import { isDateForm } from './plan.js';
import type { Seen } from './rows-read.js';

/** The choice of what was recognized; no sign is called so. */
const recognizedValue = ':';

function foundDates(forms: string[]): string {
  const [form, ...others] = forms;
  if (form === undefined) return text.recognized(text.plainDates);
  return others.length === 0 ? text.recognized(form) : text.severalDateForms(forms);
}

interface WrittenFieldsProps {
  written: Written;
  seen: Seen;
  onChange(written: Written): void;
}

/** How dates and numbers are written in the file, where a column holds some. */
export function WrittenFields({ written, seen, onChange }: WrittenFieldsProps) {
  const found = seen.decimal === undefined ? text.plainNumbers : text.decimals[seen.decimal];
  if (!seen.hasDates && !seen.hasNumbers) return null;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {seen.hasDates && (
        <Suggested
          label={text.dateForm}
          description={text.dateFormHint(foundDates(seen.dateForms))}
          error={isDateForm(written.dateFormat) ? undefined : text.wrongDateForm}
          data={text.dateForms}
          value={written.dateFormat ?? ''}
          onChange={(typed) => onChange({ ...written, dateFormat: typed.trim() || undefined })}
        />
      )}
      {seen.hasNumbers && (
        <Choice
          label={text.decimal}
          description={text.decimalHint}
          data={[
            { value: recognizedValue, label: text.recognized(found) },
            ...Object.entries(text.decimals).map(([value, label]) => ({ value, label })),
          ]}
          value={written.decimal ?? recognizedValue}
          onChange={(chosen) =>
            onChange({ ...written, decimal: chosen === '.' || chosen === ',' ? chosen : undefined })
          }
        />
      )}
    </SimpleGrid>
  );
}
