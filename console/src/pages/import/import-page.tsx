import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { keys } from '../../data/keys.js';
import { Empty } from '../../parts/empty.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { mayImport } from './draft.js';
import { MappingForm } from './mapping-form.js';
import type { RunState } from './run.js';
import { RunPanel } from './run-panel.js';
import { type ImportState, type ImportStore, useImport } from './store.js';

/** An import from before the page was loaded, which the same file goes on with. */
function Unfinished({
  store,
  state: { kept, file, isKeptFile },
}: {
  store: ImportStore;
  state: ImportState;
}) {
  if (kept === undefined) return null;
  const share = Math.floor((kept.settled / Math.max(kept.size, 1)) * 100);
  const { plan } = kept;
  return (
    <Alert variant="default" icon={<IconPlayerPause aria-hidden />} title={text.kept(kept.name)}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {text.keptHint(kept.counts.read, share)} {isKeptFile ? text.keptHere : text.keptAway}
        </Text>
        {file?.name === kept.name && !isKeptFile && <Text size="sm">{text.keptOther(kept.name)}</Text>}
        <Group gap="xs">
          {file !== undefined && isKeptFile && (
            <Button onClick={() => store.begin({ file, plan, dryRun: false, kept })}>
              {text.goOnFrom(kept.counts.read)}
            </Button>
          )}
          <Button variant="default" onClick={() => store.forget()}>
            {text.forget}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Refreshes what other pages show of records and relationships, once some were written. */
function useRefresh(run: RunState | undefined): void {
  const queries = useQueryClient();
  const hasWritten = run !== undefined && !run.dryRun && run.stage !== 'running' && run.stage !== 'stopping';
  const domain = run?.plan.kind === 'records' ? run.plan.target.domain : undefined;
  useEffect(() => {
    if (!hasWritten) return;
    if (domain === undefined) void queries.invalidateQueries({ queryKey: keys.relationships });
    else void queries.invalidateQueries({ queryKey: keys.recordsOf(domain) });
  }, [queries, hasWritten, domain]);
}

/** Links and records from a file: what its columns are, a dry run, and the import itself. */
export function Component() {
  const { me } = useSession();
  const { store, state } = useImport();
  useRefresh(state.run);
  const isFirst = useRef(true);
  useEffect(() => {
    isFirst.current = false;
  }, []);
  return (
    <Page title={text.title} description={text.description}>
      {!mayImport(me) ? (
        <Empty title={text.notAllowed} hint={text.notAllowedHint} />
      ) : state.run === undefined ? (
        <Stack gap="lg" maw={960}>
          <Unfinished store={store} state={state} />
          <MappingForm store={store} state={state} isFirst={isFirst.current} />
        </Stack>
      ) : (
        <Stack maw={960}>
          <RunPanel store={store} run={state.run} isFirst={isFirst.current} />
        </Stack>
      )}
    </Page>
  );
}
