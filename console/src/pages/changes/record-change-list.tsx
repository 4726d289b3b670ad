import { Badge, Box, Group, Paper, Text } from '@mantine/core';
import type { RecordChangeRow } from 'linkwright/client';
import { useLabelledFields } from '../../data/metadata.js';
import { useRecordNames } from '../../data/record-names.js';
import { Empty } from '../../parts/empty.js';
import { FieldChanges } from '../../parts/fields/field-changes.js';
import { Time } from '../../parts/time.js';
import { changes as text } from '../../shared/text/changes.js';
import { ChangesLoading } from './change-list.js';
import classes from './changes.module.css';
import { RecordSentence } from './sentence.js';

const colors = { created: 'teal.9', updated: 'indigo.8', merged: 'indigo.8', deleted: 'red.9' };

interface RecordChangeListProps {
  domain: string;
  /** `undefined` while they are being loaded. */
  changes: RecordChangeRow[] | undefined;
  filtered: boolean;
}

/** Changes of a domain's records, newest first: who changed which field, from what to what. */
export function RecordChangeList({ domain, changes, filtered }: RecordChangeListProps) {
  const fields = useLabelledFields(domain).data ?? [];
  const nameOf = useRecordNames(
    domain,
    (changes ?? []).map(({ RecordID }) => RecordID),
  );
  if (changes === undefined) return <ChangesLoading />;
  if (changes.length === 0) {
    return filtered ? (
      <Empty title={text.noneFit} hint={text.noneFitHint} />
    ) : (
      <Empty title={text.noRecord} hint={text.noRecordHint} />
    );
  }
  return (
    <Paper withBorder component="ol" aria-label={text.recordList} className={classes.list}>
      {changes.map((change) => (
        <Group key={change.ChangeID} component="li" gap="sm" align="baseline" className={classes.change}>
          <Badge color={colors[change.Action]} radius="sm" tt="none" className={classes.action}>
            {text.recordActions[change.Action]}
          </Badge>
          <Box className={classes.sentence}>
            <RecordSentence domain={domain} change={change} nameOf={(_, id) => nameOf(id)} />
            {(change.Action === 'updated' || change.Action === 'merged') && (
              <FieldChanges fields={fields} before={change.BeforeFields} after={change.AfterFields} />
            )}
          </Box>
          <Text size="sm" c="dimmed" component="span">
            <Time at={change.At} />
          </Text>
        </Group>
      ))}
    </Paper>
  );
}
