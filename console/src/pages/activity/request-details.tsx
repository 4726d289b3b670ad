import { Anchor, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import type { RecentRequest } from 'linkwright/client';
import { Link } from 'react-router';
import { CopyButton } from '../../parts/copy-button.js';
import { Detail } from '../../parts/detail.js';
import { StatusBadge } from '../../parts/status-badge.js';
import { Time } from '../../parts/time.js';
import { paths } from '../../shared/paths.js';
import { activity as text } from '../../shared/text/activity.js';

/** The status of a request whose caller hung up before the answer. */
const hungUp = 499;

/** Everything that is kept of a request. */
export function RequestDetails({
  request,
  onClose,
}: {
  request: RecentRequest | undefined;
  onClose(): void;
}) {
  return (
    <Drawer opened={request !== undefined} onClose={onClose} position="right" title={text.details}>
      {request && (
        <Stack component="dl" m={0} gap="md">
          <Detail name={text.request}>
            <Code>{`${request.Method} ${request.Path}`}</Code>
          </Detail>
          <Detail name={text.status}>
            <Group gap="xs" component="span">
              <StatusBadge status={request.Status} />
              {request.ErrorCode}
            </Group>
            {request.Status === hungUp && <Text size="sm">{text.hungUp}</Text>}
          </Detail>
          <Detail name={text.operation}>
            {request.Operation === null ? (
              text.none
            ) : (
              <Anchor component={Link} to={paths.reference(request.Operation)}>
                {request.Operation}
              </Anchor>
            )}
          </Detail>
          <Detail name={text.time}>
            <Time at={request.Time} />
          </Detail>
          <Detail name={text.took}>{text.milliseconds(request.DurationMs)}</Detail>
          <Detail name={text.user}>{request.User}</Detail>
          <Detail name={text.userAgent}>{request.UserAgent || text.none}</Detail>
          <Detail name={text.requestId}>
            <Group gap="xs" component="span" wrap="nowrap">
              <Code>{request.RequestID}</Code>
              <CopyButton value={request.RequestID} label={text.copyId} />
            </Group>
          </Detail>
        </Stack>
      )}
    </Drawer>
  );
}
