import { Alert, Button, Group, Paper, SimpleGrid, Stack } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { AskBeforeLeaving } from '../../parts/ask-before-leaving.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { ChangedMeanwhile, type Meanwhile } from './changed-meanwhile.js';
import { FieldInput } from './field-input.js';
import { type FormValues, faultsOf } from './form-values.js';

interface RecordFormProps {
  fields: Field[];
  values: FormValues;
  /** The words on the button that sends it. */
  submit: string;
  /** Where the button that cancels leads. */
  back: string;
  sending: boolean;
  failure: Error | null;
  /** What somebody else has made of the record since it was opened. */
  meanwhile?: Meanwhile | undefined;
  /** Called with only the fields whose values were changed. */
  onSubmit(changed: FormValues): void;
}

/** The fields of a record, each with the input of its type, and beside each what the server has against it. */
export function RecordForm({
  fields,
  values,
  submit,
  back,
  sending,
  failure,
  meanwhile,
  onSubmit,
}: RecordFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<FormValues>({});
  const { byField, elsewhere } = faultsOf(failure, fields);
  useEffect(() => {
    if (failure !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure]);
  const changed = Object.entries(typed).filter(([name, value]) => value !== (values[name] ?? ''));
  const type = (field: string, value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(Object.fromEntries(changed));
  };
  return (
    <form ref={form} onSubmit={send} noValidate>
      <AskBeforeLeaving
        when={changed.length > 0 && !sending}
        title={text.common.unsaved}
        hint={records.unsavedHint}
      />
      <Paper withBorder p={{ base: 'md', sm: 'lg' }} maw={880}>
        <Stack gap="lg">
          {failure !== null && (
            <Alert color="red" role="alert" title={elsewhere ? text.common.failed : records.formWrong}>
              {elsewhere ? messageOf(failure) : records.formWrongHint}
            </Alert>
          )}
          {meanwhile !== undefined && (
            <ChangedMeanwhile
              key={meanwhile.changes[0]?.ChangeID}
              {...meanwhile}
              fields={fields}
              values={values}
              typed={typed}
              onType={type}
            />
          )}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {fields.map((field) => (
              <FieldInput
                key={field.Name}
                field={field}
                value={typed[field.Name] ?? values[field.Name] ?? ''}
                onChange={(value) => type(field.Name, value)}
                error={byField[field.Name]}
              />
            ))}
          </SimpleGrid>
          <Group>
            <Button type="submit" loading={sending}>
              {submit}
            </Button>
            <Button component={Link} to={back} variant="default">
              {text.common.cancel}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </form>
  );
}
