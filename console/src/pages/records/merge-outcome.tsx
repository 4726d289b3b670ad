import { Alert, List, Radio, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { LinkwrightError, type MergeAnswer } from 'linkwright/client';
import { Failure } from '../../parts/failure.js';
import { merging as text } from '../../shared/text/merge.js';
import type { OnConflict } from './merge.js';

/** The code of a merge that would lose a relationship, until somebody says which stays. */
const conflictCode = 'link_conflict';

/** What goes over, and what does not, as sentences. */
function wouldDo(answer: MergeAnswer, fields: number, name: string): string[] {
  const { MovedLinks, RemovedLinks, Conflicts, MovedAssociations } = answer;
  const said = [
    ...(MovedLinks > 0 ? [text.would.links(MovedLinks, name)] : []),
    ...(RemovedLinks > 0 ? [text.would.removed(RemovedLinks)] : []),
    ...(Conflicts > 0 ? [text.would.conflicts(Conflicts)] : []),
    ...(MovedAssociations > 0 ? [text.would.associations(MovedAssociations)] : []),
  ];
  return [
    ...(said.length === 0 ? [text.would.nothing] : said),
    ...(fields > 0 ? [text.would.fields(fields)] : []),
  ];
}

interface MergeOutcomeProps {
  outcome: UseQueryResult<MergeAnswer>;
  /** How many fields of the kept record get another value. */
  fields: number;
  name: string;
  onConflict: OnConflict;
  onChoose(onConflict: OnConflict): void;
}

/** What a merge would do, by a dry run; and which relationship stays, where it has to be said. */
export function MergeOutcome({ outcome, fields, name, onConflict, onChoose }: MergeOutcomeProps) {
  const { data, error } = outcome;
  const isConflict = error instanceof LinkwrightError && error.code === conflictCode;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {text.outcome}
      </Title>
      {(isConflict || onConflict !== undefined) && (
        <Alert variant="default" icon={<IconAlertTriangle aria-hidden />} title={text.conflict}>
          <Stack gap="xs">
            {isConflict && <Text size="sm">{error.message}</Text>}
            <Radio.Group
              label={text.conflictLabel}
              value={onConflict ?? ''}
              onChange={(value) => onChoose(value as OnConflict)}
            >
              <Stack gap="xs" mt="xs">
                {Object.entries(text.conflicts).map(([value, label]) => (
                  <Radio key={value} value={value} label={label} />
                ))}
              </Stack>
            </Radio.Group>
          </Stack>
        </Alert>
      )}
      {error !== null && !isConflict && <Failure error={error} onRetry={() => outcome.refetch()} />}
      {data === undefined && error === null && <Text role="status">{text.looking}</Text>}
      {data !== undefined && error === null && (
        <List size="sm" role="list">
          {wouldDo(data, fields, name).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}

/** What a merge has done, as sentences. */
export function didDo({ MovedLinks, RemovedLinks, MovedAssociations }: MergeAnswer, fields: number): string {
  return [
    ...(MovedLinks > 0 ? [text.did.links(MovedLinks)] : []),
    ...(RemovedLinks > 0 ? [text.did.removed(RemovedLinks)] : []),
    ...(MovedAssociations > 0 ? [text.did.associations(MovedAssociations)] : []),
    ...(fields > 0 ? [text.did.fields(fields)] : []),
  ].join(' ');
}
