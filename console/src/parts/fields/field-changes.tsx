/** Values of fields as they were, and as they are since. */
import { ActionIcon, Button, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { deliberately } from '../../shared/deliberate.js';
import { text } from '../../shared/text/index.js';
import classes from './field-changes.module.css';
import { FieldValue, type FormField } from './field-value.js';

type Values = Readonly<Record<string, unknown>>;

interface FieldChangesProps {
  fields: readonly FormField[];
  /** The values of the fields that differ; one of them is left out where there was, or is, nothing yet. */
  before?: Values | undefined;
  after?: Values | undefined;
  /** Whether the value from before can be restored in a field. */
  canRestore?(field: string): boolean;
  onRestore?(field: string): unknown;
}

/** How many are shown unasked. */
const few = 6;

const words = text.common.fieldChanges;

/** A field that was dropped is known by its name alone. */
const unknown = (Name: string): FormField => ({ Name, Label: Name, Type: 'Text', Codes: null });

export function FieldChanges({ fields, before, after, canRestore, onRestore }: FieldChangesProps) {
  const [all, setAll] = useState(false);
  const names = Object.keys(after ?? before ?? {});
  const shown = all ? names : names.slice(0, few);
  if (names.length === 0) return null;
  return (
    <>
      <ul className={classes.changes}>
        {shown.map((name) => {
          const field = fields.find(({ Name }) => Name === name) ?? unknown(name);
          return (
            <Text key={name} component="li" size="sm" className={classes.change}>
              <Text span inherit c="dimmed">
                {field.Label}
              </Text>
              {before !== undefined && <FieldValue field={field} value={before[name]} />}
              {before !== undefined && after !== undefined && (
                <>
                  <IconArrowRight size={14} aria-hidden className={classes.arrow} />
                  <VisuallyHidden>{words.becomes}</VisuallyHidden>
                </>
              )}
              {after !== undefined && <FieldValue field={field} value={after[name]} />}
              {canRestore?.(name) === true && (
                <Tooltip label={words.restore(field.Label)}>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={words.restore(field.Label)}
                    onClick={deliberately(() => onRestore?.(name))}
                  >
                    <IconArrowBackUp size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </Text>
          );
        })}
      </ul>
      {names.length > few && (
        <Button size="compact-xs" variant="subtle" ml={-8} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? words.fewerFields : words.moreFields(names.length - few)}
        </Button>
      )}
    </>
  );
}
