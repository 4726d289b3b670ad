import { SimpleGrid, TextInput } from '@mantine/core';
import { formatOf } from 'linkwright/import/format';
import { delimiterCalled } from 'linkwright/import/layout';
import { useState } from 'react';
import { Choice } from '../../parts/choice/choice.js';
import { importing as text } from '../../shared/text/import.js';
import type { Look, Reading, Recognized } from './messages.js';
import type { ImportStore } from './store.js';

/** The choice of what was recognized; no encoding, sign or sheet is named so. */
const recognizedValue = ':';
/** The choice of a sign of one's own. */
const otherValue = 'other';

interface FieldProps {
  store: ImportStore;
  reading: Reading;
}

function EncodingField({ store, reading, recognized }: FieldProps & { recognized: string | undefined }) {
  const found = recognized === undefined ? undefined : (text.encodings[recognized] ?? recognized);
  return (
    <Choice
      label={text.encoding}
      searchable
      data={[
        { value: recognizedValue, label: found === undefined ? text.asRecognized : text.recognized(found) },
        ...Object.entries(text.encodings).map(([value, label]) => ({ value, label })),
      ]}
      value={reading.encoding ?? recognizedValue}
      onChange={(chosen) =>
        store.read({ encoding: chosen === recognizedValue ? undefined : (chosen ?? undefined) })
      }
    />
  );
}

function DelimiterField({ store, reading, look }: FieldProps & { look: Look | undefined }) {
  const { delimiter } = reading;
  const [isOther, setOther] = useState(delimiter !== undefined && text.delimiters[delimiter] === undefined);
  const [sign, setSign] = useState(isOther ? (delimiter ?? '') : '');
  const found = delimiter === undefined ? look?.delimiter : undefined;
  const choose = (chosen: string | null) => {
    setOther(chosen === otherValue);
    if (chosen !== otherValue)
      void store.read({ delimiter: chosen === recognizedValue ? undefined : (chosen ?? undefined) });
  };
  return (
    <>
      <Choice
        label={text.delimiter}
        data={[
          {
            value: recognizedValue,
            label: found === undefined ? text.asRecognized : text.recognized(text.delimiters[found] ?? found),
          },
          ...Object.entries(text.delimiters).map(([value, label]) => ({ value, label })),
          { value: otherValue, label: text.otherDelimiter },
        ]}
        value={isOther ? otherValue : (delimiter ?? recognizedValue)}
        onChange={choose}
      />
      {isOther && (
        <TextInput
          label={text.sign}
          description={text.signHint}
          maxLength={1}
          value={sign}
          onChange={({ currentTarget: { value } }) => {
            setSign(value);
            if (delimiterCalled(value) !== undefined) void store.read({ delimiter: value });
          }}
        />
      )}
    </>
  );
}

function SheetField({ store, reading, sheets }: FieldProps & { sheets: string[] }) {
  return (
    <Choice
      label={text.sheet}
      searchable
      data={sheets}
      value={reading.sheet ?? sheets[0] ?? null}
      onChange={(chosen) => store.read({ sheet: chosen ?? undefined })}
    />
  );
}

interface ReadingFieldsProps extends FieldProps {
  file: File;
  look: Look | undefined;
  recognized: Recognized | undefined;
}

/** How the file is read: what was recognized, and what is said otherwise. */
export function ReadingFields({ file, look, recognized, ...props }: ReadingFieldsProps) {
  const format = formatOf(file.name);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {format === 'xlsx' ? (
        recognized?.sheets !== undefined && <SheetField {...props} sheets={recognized.sheets} />
      ) : (
        <EncodingField {...props} recognized={recognized?.encoding} />
      )}
      {(format === 'csv' || format === 'tsv') && <DelimiterField {...props} look={look} />}
    </SimpleGrid>
  );
}
