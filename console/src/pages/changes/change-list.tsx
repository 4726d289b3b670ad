import { Badge, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import type { ChangeRow } from 'linkwright/client';
import { useRelationships } from '../../data/metadata.js';
import { Empty } from '../../parts/empty.js';
import { Time } from '../../parts/time.js';
import { changes as text } from '../../shared/text/changes.js';
import classes from './changes.module.css';
import { type NameOf, Sentence } from './sentence.js';
import { WithNames } from './with-names.js';

const colors = { inserted: 'teal.9', changed: 'indigo.8', removed: 'red.9', restored: 'teal.9' };

/** The ids of all records that changes speak of, by domain. */
function recordsOf(changes: ChangeRow[]): [string, number[]][] {
  const ids = new Map<string, number[]>();
  const add = (domain: string, id: number) => ids.set(domain, [...(ids.get(domain) ?? []), id]);
  for (const { ParentDomain, ParentID, ChildDomain, ChildID } of changes) {
    add(ParentDomain, ParentID);
    add(ChildDomain, ChildID);
  }
  return [...ids].sort(([one], [other]) => (one < other ? -1 : 1));
}

function ChangeItem({
  change,
  nameOf,
  roleOf,
}: {
  change: ChangeRow;
  nameOf: NameOf;
  roleOf(id: number): string;
}) {
  return (
    <Group component="li" gap="sm" align="baseline" className={classes.change}>
      <Badge color={colors[change.Action]} radius="sm" tt="none" className={classes.action}>
        {text.actions[change.Action]}
      </Badge>
      <div className={classes.sentence}>
        <Sentence change={change} nameOf={nameOf} roleOf={roleOf} />
      </div>
      <Text size="sm" c="dimmed" component="span">
        <Time at={change.At} />
      </Text>
    </Group>
  );
}

/** The place that changes will take. */
export function ChangesLoading() {
  return (
    <Stack gap="xs" aria-busy>
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={40} />
      ))}
    </Stack>
  );
}

interface ChangeListProps {
  /** `undefined` while they are being loaded. */
  changes: ChangeRow[] | undefined;
  filtered: boolean;
}

/** Changes in words, newest first. */
export function ChangeList({ changes, filtered }: ChangeListProps) {
  const relationships = useRelationships();
  const roles = new Map(relationships.data?.map(({ ID, Code }) => [ID, Code]));
  if (changes === undefined) return <ChangesLoading />;
  if (changes.length === 0) {
    return filtered ? (
      <Empty title={text.noneFit} hint={text.noneFitHint} />
    ) : (
      <Empty title={text.emptyTitle} hint={text.empty} />
    );
  }
  return (
    <WithNames wanted={recordsOf(changes)}>
      {(nameOf) => (
        <Paper withBorder component="ol" aria-label={text.list} className={classes.list}>
          {changes.map((change) => (
            <ChangeItem
              key={change.ChangeID}
              change={change}
              nameOf={nameOf}
              roleOf={(id) => roles.get(id) ?? text.gone(id)}
            />
          ))}
        </Paper>
      )}
    </WithNames>
  );
}
