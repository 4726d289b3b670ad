/** What the command palette offers: pages, records of any domain, operations of the API, and what can be done from anywhere. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { findRecords } from '../data/find-records.js';
import { keys } from '../data/keys.js';
import { useDomains } from '../data/metadata.js';
import { searchFault } from '../data/search-fault.js';
import { destinations } from '../pages/destinations.js';
import { useReference } from '../pages/reference/use-reference.js';
import { useSession } from '../session/session.js';
import { paths } from '../shared/paths.js';
import { text } from '../shared/text/index.js';
import { typingPause } from '../shared/typing.js';

/** Records are looked for from so many characters on. */
const enough = 2;

/** How many records of a domain are shown. */
const max = 5;

export interface PaletteAction {
  id: string;
  label: string;
  description?: string;
  icon?: ReactNode;
  run(): void;
}

interface Searched extends PaletteAction {
  /** Other words by which it is found. */
  keywords?: string[];
}

interface PaletteGroup {
  label: string;
  actions: PaletteAction[];
}

interface PaletteActions {
  /** What fits, in order; a group without any is left out. */
  groups: PaletteGroup[];
  /** Whether what will stand first may still be loading. */
  isWaiting: boolean;
  error: Error | null;
}

/** The actions that fit what was typed, those that fit by their label first. */
function fitting(actions: Searched[], typed: string): PaletteAction[] {
  const wanted = typed.trim().toLowerCase();
  const stands = (words: string | undefined) => words?.toLowerCase().includes(wanted) ?? false;
  const [byLabel, byOthers]: [Searched[], Searched[]] = [[], []];
  for (const action of actions) {
    if (stands(action.label)) byLabel.push(action);
    else if ([action.description, ...(action.keywords ?? [])].some(stands)) byOthers.push(action);
  }
  return [...byLabel, ...byOthers];
}

/** The records of any domain that fit what was typed. */
function useFoundRecords(typed: string) {
  const { client } = useSession();
  const domains = useDomains();
  const navigate = useNavigate();
  const words = typed.trim();
  const [asked] = useDebouncedValue(words, typingPause);
  const isSearched = asked.length >= enough && searchFault(asked) === undefined;
  const viewed = !isSearched ? [] : (domains.data ?? []).filter((each) => each.Permissions.includes('View'));
  return useQueries({
    queries: viewed.map(({ Name }) => ({
      queryKey: [...keys.recordsOf(Name), 'found', asked, max],
      queryFn: ({ signal }: { signal: AbortSignal }) => findRecords(client, Name, { asked, max }, signal),
    })),
    combine: (answers) => {
      const records = answers.flatMap(({ data }, at): PaletteAction[] => {
        const { Name = '', Label = '' } = viewed[at] ?? {};
        return (data ?? []).map(({ id, label }) => ({
          id: `${Name} ${id}`,
          label,
          description: Label,
          run: () => navigate(paths.record(Name, id)),
        }));
      });
      return {
        // Records that this search found fit, even by a word that their labels do not show; those of an earlier one may not.
        records: asked === words ? records : fitting(records, words),
        isAsked:
          searchFault(words) === undefined &&
          ((asked !== words && words.length >= enough) || answers.some(({ isLoading }) => isLoading)),
        error: answers.find(({ error }) => error !== null)?.error ?? null,
      };
    },
  });
}

/** The operations of the API, once something has been typed. */
function useOperations(typed: string): Searched[] {
  const wanted = typed.trim().length >= enough;
  const reference = useReference(wanted);
  const navigate = useNavigate();
  return (wanted ? (reference.data?.operations ?? []) : []).map(({ id, summary, method, path }) => ({
    id: paths.reference(id),
    label: id,
    description: summary,
    keywords: [`${method} ${path}`],
    run: () => navigate(paths.reference(id)),
  }));
}

export function usePaletteActions(typed: string): PaletteActions {
  const session = useSession();
  const domains = useDomains();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const found = useFoundRecords(typed);
  const operations = useOperations(typed);
  const { palette } = text.common;
  const pages = destinations(session, domains.data ?? []).map(({ label, to, icon: Icon, keywords }) => ({
    id: to,
    label,
    keywords,
    icon: <Icon size={18} aria-hidden />,
    run: () => navigate(to),
  }));
  const ofDomains = (domains.data ?? [])
    .filter(({ Permissions }) => Permissions.includes('View'))
    .map(({ Name, Label }) => ({
      id: paths.records(Name),
      label: text.common.recordsOf(Label),
      run: () => navigate(paths.records(Name)),
    }));
  const actions = [
    {
      id: 'light',
      label: `${text.common.colorScheme}: ${text.common.light}`,
      run: () => setColorScheme('light'),
    },
    {
      id: 'dark',
      label: `${text.common.colorScheme}: ${text.common.dark}`,
      run: () => setColorScheme('dark'),
    },
    { id: 'account', label: text.common.yourAccount, run: () => navigate(paths.account) },
    { id: 'sign-out', label: text.session.signOut, run: () => session.leave() },
  ];
  // What is here at once stands before what is still loading, so that nothing moves just before a key is pressed.
  const groups = [
    { label: palette.pages, actions: fitting(pages, typed) },
    { label: palette.records, actions: [...fitting(ofDomains, typed), ...found.records] },
    { label: palette.operations, actions: fitting(operations, typed) },
    { label: palette.actions, actions: fitting(actions, typed) },
  ].filter((group) => group.actions.length > 0);
  const isHere = groups[0]?.label === palette.pages || fitting(ofDomains, typed).length > 0;
  return { groups, isWaiting: found.isAsked && !isHere, error: found.error };
}
