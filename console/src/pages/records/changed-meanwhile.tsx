/** What somebody else has made of a record while it was being edited. */
import { Group, Paper, Radio, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { Field, LinkwrightError } from 'linkwright/client';
import { useEffect, useRef, useState } from 'react';
import { FieldChanges } from '../../parts/fields/field-changes.js';
import { FieldValue } from '../../parts/fields/field-value.js';
import { Time } from '../../parts/time.js';
import { records } from '../../shared/text/records.js';
import { type FormValues, readTyped } from './form-values.js';

/** What became of a record since it was opened to be edited. */
export interface Meanwhile {
  /** Who changed which fields, the newest first. */
  changes: LinkwrightError['changes'];
  /** The values as they were when it was opened. */
  before: FormValues;
}

interface ChangedMeanwhileProps extends Meanwhile {
  fields: Field[];
  /** The values as they are now. */
  values: FormValues;
  typed: FormValues;
  onType(field: string, value: string): void;
}

const { meanwhile: words } = records;

interface ClashProps {
  field: Field;
  /** What each wants. */
  mine: string;
  theirs: string;
  isMine: boolean;
  onChoose(value: string): void;
}

/** A field that both have changed. */
function Clash({ field, mine, theirs, isMine, onChoose }: ClashProps) {
  const option = (value: 'mine' | 'theirs', words: string, shown: string) => (
    <Radio
      value={value}
      label={
        <>
          {words}: <FieldValue field={field} value={readTyped(field, shown)} />
        </>
      }
    />
  );
  return (
    <Radio.Group
      label={field.Label}
      value={isMine ? 'mine' : 'theirs'}
      onChange={(chosen) => onChoose(chosen === 'mine' ? mine : theirs)}
    >
      <Stack gap={6} mt={4}>
        {option('mine', words.keepMine, mine)}
        {option('theirs', words.takeTheirs, theirs)}
      </Stack>
    </Radio.Group>
  );
}

/** Says who changed which fields, and asks of those that both have changed which value shall hold. */
export function ChangedMeanwhile({ changes, before, fields, values, typed, onType }: ChangedMeanwhileProps) {
  const place = useRef<HTMLDivElement>(null);
  // What was typed when it was refused is offered also once the other value is taken.
  const [mine] = useState(typed);
  useEffect(() => place.current?.focus(), []);
  const labelOf = (name: string) => fields.find(({ Name }) => Name === name)?.Label ?? name;
  const heldIn = (row: FormValues, name: string) => row[name] ?? '';
  const theirs = fields.filter(({ Name }) => heldIn(before, Name) !== heldIn(values, Name));
  const isClash = ({ Name }: Field) => mine[Name] !== undefined && mine[Name] !== heldIn(values, Name);
  const others = theirs.filter((field) => !isClash(field));
  const read = (row: FormValues) =>
    Object.fromEntries(others.map((field) => [field.Name, readTyped(field, heldIn(row, field.Name))]));
  return (
    <Paper ref={place} tabIndex={-1} role="alert" withBorder p="md">
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap">
          <IconUsers size={18} aria-hidden />
          <Text fw={600}>{words.title}</Text>
        </Group>
        {changes.map(({ ChangeID, User, At, Fields }) => (
          <Text key={ChangeID} size="sm">
            {words.changed(User, Fields.map(labelOf))}, <Time at={At} />
          </Text>
        ))}
        {theirs.filter(isClash).map((field) => (
          <Clash
            key={field.Name}
            field={field}
            mine={heldIn(mine, field.Name)}
            theirs={heldIn(values, field.Name)}
            isMine={(typed[field.Name] ?? heldIn(values, field.Name)) !== heldIn(values, field.Name)}
            onChoose={(value) => onType(field.Name, value)}
          />
        ))}
        <FieldChanges fields={fields} before={read(before)} after={read(values)} />
        <Text size="sm">{theirs.some(isClash) ? words.choose : words.nothingClashes}</Text>
      </Stack>
    </Paper>
  );
}
