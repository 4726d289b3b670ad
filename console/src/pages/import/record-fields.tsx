import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Field } from 'linkwright/client';
import { Choice } from '../../parts/choice/choice.js';
import { Choices } from '../../parts/choice/choices.js';
import { DomainSelect } from '../../parts/picks.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { type FullDraft, idField } from './draft.js';
import type { ImportStore } from './store.js';

interface RecordFieldsProps {
  store: ImportStore;
  draft: FullDraft;
  fields: Field[];
}

function Constants({ store, draft: { constants }, fields }: RecordFieldsProps) {
  const change = (at: number, given: Partial<(typeof constants)[number]>) =>
    store.change({
      constants: constants.map((each, index) => (index === at ? { ...each, ...given } : each)),
    });
  return (
    <Fieldset legend={text.constants}>
      <Stack gap="xs">
        {constants.length === 0 && (
          <Text size="sm" c="dimmed">
            {text.noConstants}
          </Text>
        )}
        {constants.map(({ field, value }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, whatever is chosen in it
          <Group key={at} align="flex-end" gap="xs" wrap="nowrap">
            <Choice
              label={text.constantField}
              data={fields.map(({ Name, Label }) => ({ value: Name, label: Label }))}
              value={field}
              onChange={(chosen) => change(at, { field: chosen })}
              searchable
              flex={1}
            />
            <TextInput
              label={text.constantValue}
              value={value}
              onChange={({ currentTarget }) => change(at, { value: currentTarget.value })}
              flex={1}
            />
            <RemoveButton
              label={text.removeConstant(field ?? text.constantField)}
              variant="default"
              size={36}
              onRemove={() => store.change({ constants: constants.filter((_, index) => index !== at) })}
            />
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => store.change({ constants: [...constants, { field: null, value: '' }] })}
          >
            {text.addConstant}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

/** Which records, how they are found, and what is the same in every row. */
export function RecordFields({ store, draft, fields }: RecordFieldsProps) {
  const { me } = useSession();
  const matchable = fields.filter(({ CanMatch, Name }) => CanMatch && Name !== idField);
  return (
    <Stack>
      <DomainSelect
        label={text.domain}
        permission="Edit"
        placeholder={text.chooseDomain}
        value={draft.domain}
        onChange={(domain) => store.change({ domain, matchFields: undefined, constants: [], byHand: {} })}
      />
      {draft.domain !== null && (
        <>
          <Choices
            label={text.matchFields}
            description={text.matchFieldsHint}
            data={[
              ...matchable.map(({ Name, Label }) => ({ value: Name, label: Label })),
              ...(me.Administrator ? [{ value: idField, label: text.recordId }] : []),
            ]}
            value={draft.matchFields}
            onChange={(matchFields) => store.change({ matchFields })}
          />
          <Constants store={store} draft={draft} fields={fields} />
        </>
      )}
    </Stack>
  );
}
