import { Anchor, Code, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LinkwrightError, type UpsertBody } from 'linkwright/client';
import { Link } from 'react-router';
import { keys } from '../../data/keys.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { importing as text } from '../../shared/text/import.js';
import classes from './import.module.css';
import type { RejectedRow } from './messages.js';

/** Which side of a link a code says that it was not found. */
const sides: Record<string, 'ParentDomain' | 'ChildDomain'> = {
  parent_not_found: 'ParentDomain',
  child_not_found: 'ChildDomain',
};

/** The records whose keys are near to the one that found nothing: a dry run of the one row says them. */
function Near({ code, body }: Pick<RejectedRow, 'code' | 'body'>) {
  const { client } = useSession();
  const near = useQuery({
    queryKey: keys.near(body),
    queryFn: async ({ signal }) => {
      try {
        await client.links.upsert(body as UpsertBody, { dryRun: true, signal });
        return [];
      } catch (error) {
        if (error instanceof LinkwrightError && error.code === code) return error.candidates;
        throw error;
      }
    },
  });
  const domain = String(body?.[sides[code] ?? ''] ?? '');
  if (near.error !== null) return <Failure error={near.error} onRetry={() => near.refetch()} />;
  if (near.data === undefined) return <Text size="sm">{text.lookingNear}</Text>;
  if (near.data.length === 0) return <Text size="sm">{text.noneNear}</Text>;
  return (
    <div>
      <Text size="sm">{text.near}</Text>
      <List size="sm">
        {near.data.map(({ RecordID, Key }) => (
          <List.Item key={RecordID}>
            <Anchor component={Link} to={paths.record(domain, RecordID)} size="sm">
              {text.nearRecord(Key, domain, RecordID)}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </div>
  );
}

/** A rejected row as it came, and what may have been meant. */
export function RejectedRowDetail({ row: { code, text: raw, body } }: { row: RejectedRow }) {
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm">{text.row}</Text>
        <Code block className={classes.raw}>
          {raw}
        </Code>
      </div>
      {sides[code] !== undefined && body !== undefined && <Near code={code} body={body} />}
    </Stack>
  );
}
