/** The command palette: every page, domain and operation, records by their words, and what can be done from anywhere. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { findRecords } from '../data/find-records.js';
import { keys } from '../data/keys.js';
import { useDomains } from '../data/metadata.js';
import { searchFault } from '../data/search-fault.js';
import { messageOf } from '../parts/failure.js';
import { typingPause } from '../parts/typing.js';
import { useReference } from '../reference/use-reference.js';
import { useSession } from '../session/session.js';
import { text } from '../text/index.js';
import { destinations } from './navigation.js';
import { paths } from './paths.js';

/** Characters from which on records are looked for. */
const enough = 2;

/** Records that are shown of a domain. */
const most = 5;

interface Found {
  records: SpotlightActionData[];
  /** Whether the server has not yet answered all. */
  isAsked: boolean;
  error: Error | null;
}

/** The records of any domain that fit what was typed. */
function useFoundRecords(typed: string): Found {
  const { client } = useSession();
  const domains = useDomains();
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(typed.trim(), typingPause);
  const isSearched = asked.length >= enough && searchFault(asked) === undefined;
  const viewed = !isSearched ? [] : (domains.data ?? []).filter((each) => each.Permissions.includes('View'));
  return useQueries({
    queries: viewed.map(({ Name }) => ({
      queryKey: [...keys.recordsOf(Name), 'found', asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => findRecords(client, Name, { asked, most }, signal),
    })),
    combine: (answers) => ({
      records: answers.flatMap(({ data }, at) => {
        const { Name = '', Label = '' } = viewed[at] ?? {};
        return (data ?? []).map(({ id, label }) => ({
          id: `${Name} ${id}`,
          label,
          description: Label,
          // What was typed has found it, be it by another word than its label shows.
          keywords: [typed.trim()],
          onClick: () => navigate(paths.record(Name, id)),
        }));
      }),
      isAsked: asked !== typed.trim() || answers.some(({ isLoading }) => isLoading),
      error: answers.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}

/** The operations of the API, once something was typed. */
function useOperations(typed: string): SpotlightActionData[] {
  const wanted = typed.trim().length >= enough;
  const reference = useReference(wanted);
  const navigate = useNavigate();
  return (wanted ? (reference.data?.operations ?? []) : []).map(({ id, summary, method, path }) => ({
    id: paths.reference(id),
    label: id,
    description: summary,
    keywords: [`${method} ${path}`],
    onClick: () => navigate(paths.reference(id)),
  }));
}

export function Palette() {
  const session = useSession();
  const domains = useDomains();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const [typed, setTyped] = useState('');
  const found = useFoundRecords(typed);
  const nothing = found.error !== null ? messageOf(found.error) : text.common.palette.nothing;
  const operations = useOperations(typed);
  const { palette } = text.common;
  const pages = destinations(session, domains.data ?? []).map(({ label, to, icon: Icon, keywords = [] }) => ({
    id: to,
    label,
    keywords,
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => navigate(to),
  }));
  const ofDomains = (domains.data ?? [])
    .filter(({ Permissions }) => Permissions.includes('View'))
    .map(({ Name, Label }) => ({
      id: paths.records(Name),
      label: text.common.recordsOf(Label),
      onClick: () => navigate(paths.records(Name)),
    }));
  const actions: SpotlightActionGroupData[] = [
    { group: palette.pages, actions: pages },
    { group: palette.records, actions: [...found.records, ...ofDomains] },
    { group: palette.operations, actions: operations },
    {
      group: palette.actions,
      actions: [
        {
          id: 'light',
          label: `${text.common.colorScheme}: ${text.common.light}`,
          onClick: () => setColorScheme('light'),
        },
        {
          id: 'dark',
          label: `${text.common.colorScheme}: ${text.common.dark}`,
          onClick: () => setColorScheme('dark'),
        },
        { id: 'account', label: text.common.yourAccount, onClick: () => navigate(paths.account) },
        { id: 'sign-out', label: text.session.signOut, onClick: () => session.leave() },
      ],
    },
  ];
  return (
    <Spotlight
      actions={actions}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      nothingFound={searchFault(typed.trim()) ?? (found.isAsked ? text.common.loading : nothing)}
      highlightQuery
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': palette.open } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: palette.placeholder,
        'aria-label': palette.open,
      }}
    />
  );
}
