import { Alert, Button, Code, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { importing as text } from '../../shared/text/import.js';
import { text as frame } from '../../shared/text/index.js';
import { useFocusAtFirst } from './focus.js';
import { RejectedRows } from './rejected-rows.js';
import { paceOf, type RunState } from './run.js';
import type { ImportStore } from './store.js';

function stageOf({ stage, dryRun, counts: { read, rejected } }: RunState): string {
  if (stage !== 'done') return text.stage[stage];
  return dryRun ? text.stage.dryRunDone(read, rejected) : text.stage.done(read, rejected);
}

function Counts({ dryRun, counts }: RunState) {
  const shown = [
    [text.counts.read, counts.read],
    [dryRun ? text.counts.wouldInsert : text.counts.inserted, counts.inserted],
    [dryRun ? text.counts.wouldUpdate : text.counts.updated, counts.updated],
    [dryRun ? text.counts.wouldReject : text.counts.rejected, counts.rejected],
    ...(counts.overwritten > 0 ? [[text.counts.overwritten, counts.overwritten] as const] : []),
  ] as const;
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
      {shown.map(([label, count]) => (
        <div key={label}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} size="xl" fw={650}>
            {text.number(count)}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Failing({ failure }: Pick<RunState, 'failure'>) {
  if (failure === undefined) return null;
  const { code, message, requestId } = failure;
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={frame.common.failed}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{code === 'unreachable' ? frame.common.unreachable : message}</Text>
        {requestId !== undefined && <Code>{frame.common.requestId(requestId)}</Code>}
      </Stack>
    </Alert>
  );
}

/** The domain of the records that the rows are about, or of those that the links stand on; nothing, where a column says it. */
function domainOf(plan: RunState['plan']): string | undefined {
  if (plan.kind === 'records') return plan.target.domain;
  return plan.mapping.constants.find(([property]) => property === 'ParentDomain')?.[1];
}

function Steps({ store, run }: { store: ImportStore; run: RunState }) {
  const { stage, dryRun, file, plan, counts } = run;
  const { may } = useSession();
  const domain = domainOf(plan);
  if (stage === 'running' || stage === 'stopping') {
    return (
      <Button variant="default" loading={stage === 'stopping'} onClick={() => store.stop()}>
        {text.cancel}
      </Button>
    );
  }
  return (
    <>
      {stage !== 'done' && <Button onClick={() => store.goOn()}>{text.goOnFrom(counts.read)}</Button>}
      {stage === 'done' && dryRun && counts.read > counts.rejected && (
        <Button onClick={() => store.begin({ file, plan, dryRun: false })}>
          {text.runAll(counts.read - counts.rejected)}
        </Button>
      )}
      {stage === 'done' && !dryRun && (
        <>
          {domain !== undefined && may('View', domain) && (
            <Button component={Link} to={paths.records(domain)}>
              {text.seeRecords}
            </Button>
          )}
          <Button variant="default" onClick={() => store.another()}>
            {text.another}
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => store.leave()}>
        {text.change}
      </Button>
    </>
  );
}

/** An import or a dry run while it goes on, and what came of it. */
export function RunPanel({ store, run, isFirst }: { store: ImportStore; run: RunState; isFirst: boolean }) {
  const { stage, dryRun, file, settled, lacking, counts } = run;
  const heading = useFocusAtFirst<HTMLHeadingElement>(isFirst);
  const isUnderWay = stage === 'running' || stage === 'stopping';
  const share = stage === 'done' ? 100 : Math.floor((settled / Math.max(file.size, 1)) * 100);
  const { rate, left } = paceOf(run);
  return (
    <Paper withBorder p="lg" component="section" aria-label={text.progress}>
      <Stack>
        <div>
          <Title order={2} size="h4" ref={heading} tabIndex={-1}>
            {dryRun ? text.headline.dryRun(file.name) : text.headline.run(file.name)}
          </Title>
          <Text role="status" c="dimmed" size="sm">
            {stageOf(run)}
          </Text>
        </div>
        <Stack gap={4}>
          <Progress value={share} aria-label={text.progress} />
          <Group justify="space-between">
            <Text size="sm">{text.share(share)}</Text>
            {isUnderWay && counts.read > run.begun.rows && <Text size="sm">{text.pace(rate, left)}</Text>}
          </Group>
        </Stack>
        <Counts {...run} />
        <Failing failure={run.failure} />
        {lacking.count > 0 && <Text size="sm">{text.lacking(lacking.names, lacking.count)}</Text>}
        <Group>
          <Steps store={store} run={run} />
        </Group>
        {counts.rejected > 0 && <RejectedRows run={run} />}
      </Stack>
    </Paper>
  );
}
