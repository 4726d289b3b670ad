import { Checkbox, Fieldset, Stack } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { Choice } from '../../parts/choice/choice.js';
import { administration } from '../../shared/text/administration.js';
import type { FieldForm, FieldValues } from './field-form.js';

const text = administration.domains;

/** The choice of no format; none is called so. */
const none = ':';

/** Rules that fields of a type may have. */
const rulesOf = (type: Field['Type']) => ({
  unique: type !== 'Association' && type !== 'Boolean',
  text: type === 'Text',
  currency: type === 'Numeric',
});

/** The rules of a field as a call may send them. */
export function rulesBody({ type, required, unique, isLoose, format, currency }: FieldValues) {
  const may = rulesOf(type);
  return {
    Required: required,
    ...(may.unique && { Unique: unique }),
    ...(may.text && { Matching: isLoose ? ('loose' as const) : ('exact' as const), Format: format }),
    ...(may.currency && { Currency: currency }),
  };
}

/** The properties of a call that are shown beside the rules. */
export const ruleProperties = ['Required', 'Unique', 'Matching', 'Format', 'Currency'];

/** The rules that a field has, in words. */
export function rulesInWords({ Required, Unique, Matching, Format, Currency }: Field): string {
  return [
    ...(Required ? [text.required] : []),
    ...(Unique ? [text.unique] : []),
    ...(Matching === 'loose' ? [text.loose] : []),
    ...(Format === null ? [] : [text.formats[Format]]),
    ...(Currency === null ? [] : [Currency]),
  ].join(' · ');
}

const currencyName = new Intl.DisplayNames('en', { type: 'currency' });
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code} (${currencyName.of(code)})`,
}));

interface FieldRulesProps {
  form: FieldForm;
  faultAt(property: string): string | undefined;
}

/** What every record keeps of a field. Which rules there are, its type says. */
export function FieldRules({ form, faultAt }: FieldRulesProps) {
  const { type, format, currency } = form.values;
  const may = rulesOf(type);
  return (
    <Fieldset legend={text.rules}>
      <Stack gap="sm">
        <Checkbox
          label={text.required}
          description={text.requiredHint}
          {...form.getInputProps('required', { type: 'checkbox' })}
          error={faultAt('Required')}
        />
        {may.unique && (
          <Checkbox
            label={text.unique}
            description={text.uniqueHint}
            {...form.getInputProps('unique', { type: 'checkbox' })}
            error={faultAt('Unique')}
          />
        )}
        {may.text && (
          <>
            <Checkbox
              label={text.loose}
              description={text.looseHint}
              {...form.getInputProps('isLoose', { type: 'checkbox' })}
              error={faultAt('Matching')}
            />
            <Choice
              label={text.format}
              data={[
                { value: none, label: text.noFormat },
                ...Object.entries(text.formats).map(([value, label]) => ({ value, label })),
              ]}
              value={format ?? none}
              onChange={(chosen) =>
                form.setFieldValue('format', chosen === none ? null : (chosen as Field['Format']))
              }
              error={faultAt('Format')}
            />
          </>
        )}
        {may.currency && (
          <Choice
            label={text.currency}
            placeholder={text.noCurrency}
            searchable
            clearable
            data={currencies}
            value={currency}
            onChange={(chosen) => form.setFieldValue('currency', chosen)}
            error={faultAt('Currency')}
          />
        )}
      </Stack>
    </Fieldset>
  );
}
