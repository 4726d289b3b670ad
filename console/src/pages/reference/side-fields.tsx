import { Fieldset, Stack, Text, TextInput } from '@mantine/core';
import { reference as text } from '../../shared/text/reference.js';
import { DomainField, DomainsField } from './known-field.js';
import classes from './reference.module.css';
import type { Side } from './sides.js';

interface SideFieldsProps {
  side: Side;
  typed: Record<string, string>;
  onType(name: string, typed: string): void;
}

/** One side of a link: its domain, and the record by id, or beside it by key and match field. */
export function SideFields({ side, typed, onType }: SideFieldsProps) {
  const field = (name: string) => ({
    label: name,
    value: typed[name] ?? '',
    onChange: (value: string) => onType(name, value),
  });
  const plain = (name: string) => ({
    ...field(name),
    autoComplete: 'off',
    spellCheck: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onType(name, currentTarget.value),
  });
  const { domain, id, key, matchField } = side;
  const both = typed[id] && (typed[key] || typed[matchField]);
  return (
    <Fieldset legend={text.tryIt[side.of]} p="sm">
      <Stack gap="xs">
        <DomainField {...field(domain)} linkable={side.of === 'child'} />
        <div className={classes.eitherWay}>
          <TextInput {...plain(id)} inputMode="numeric" />
          <Text size="xs" c="dimmed" className={classes.or}>
            {text.tryIt.or}
          </Text>
          <Stack gap="xs">
            <TextInput {...plain(key)} />
            <DomainsField {...field(matchField)} domain={typed[domain] ?? ''} matching />
          </Stack>
        </div>
        {both && (
          <Text size="xs" c="dimmed">
            {text.tryIt.idCounts(id)}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
