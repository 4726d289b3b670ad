import { SegmentedControl } from '@mantine/core';
import { useDebouncedCallback, useThrottledCallback } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../data/keys.js';
import { useFollow } from '../../data/use-follow.js';
import { Failure } from '../../parts/failure.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { activity as text } from '../../shared/text/activity.js';
import { useViewInAddress } from '../../shared/use-view-in-address.js';
import { LatestRequests } from './latest-requests.js';
import { OperationTimes } from './operation-times.js';
import { RequestCounts } from './request-counts.js';
import { type SpanName, spanNames, spans } from './spans.js';

/** Milliseconds between refreshes, however many requests arrive: a summary reads all that are kept. */
const refreshInterval = 3_000;

/** Milliseconds from a request to the refresh, so that requests that arrive together are shown together. */
const refreshDelay = 250;

/** Milliseconds after which the chart has moved on by itself. */
const minute = 60_000;

/** Refreshes what is shown of requests when new ones arrive. */
function useLiveRequests(): void {
  const { client } = useSession();
  const queries = useQueryClient();
  const refresh = useThrottledCallback(
    () => queries.invalidateQueries({ queryKey: keys.recentRequests }),
    refreshInterval,
  );
  const refreshSoon = useDebouncedCallback(refresh, { delay: refreshDelay, maxWait: refreshDelay });
  useFollow(
    'recent-requests',
    (signal) => client.recentRequests.follow({}, { signal }),
    () => refreshSoon(),
  );
}

/** What is asked of the server: how often, how fast, and with what success. */
export function Component() {
  const { client, me } = useSession();
  const [query, set] = useViewInAddress();
  const span = spanNames.find((name) => name === query.get('span')) ?? 'hour';
  const summary = useQuery({
    queryKey: [...keys.recentRequests, 'summary', span],
    queryFn: ({ signal }) => client.recentRequests.summary(spans[span], { signal }),
    refetchInterval: minute,
  });
  useLiveRequests();
  return (
    <Page
      title={text.title}
      description={me.Administrator ? text.ofAll(me.Client) : text.ofOne(me.User)}
      actions={
        <SegmentedControl
          aria-label={text.span}
          value={span}
          onChange={(chosen) => set({ span: chosen })}
          data={spanNames.map((value: SpanName) => ({ value, label: text.spans[value] }))}
        />
      }
    >
      {summary.error !== null && <Failure error={summary.error} onRetry={summary.refetch} />}
      {(summary.data !== undefined || summary.error === null) && (
        <>
          <RequestCounts
            summary={summary.data}
            span={span}
            asTable={query.get('view') === 'table'}
            onAsTable={(asTable) => set({ view: asTable ? 'table' : null })}
          />
          <OperationTimes summary={summary.data} />
        </>
      )}
      <LatestRequests
        filters={{ operation: query.get('operation'), status: query.get('status') }}
        onFilters={({ operation, status }) => set({ operation, status })}
        operations={summary.data?.Operations.map(({ Operation }) => Operation) ?? []}
      />
    </Page>
  );
}
