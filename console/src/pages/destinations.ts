/** The pages that are reached from everywhere: what the navigation and the palette list. */
import {
  IconActivity,
  IconApi,
  IconHistory,
  IconHome,
  IconListDetails,
  IconSettings,
  IconTableImport,
} from '@tabler/icons-react';
import type { Domain } from 'linkwright/client';
import type { Session } from '../session/session.js';
import { paths } from '../shared/paths.js';
import { text } from '../shared/text/index.js';

interface Destination {
  label: string;
  to: string;
  /** The prefix of the addresses that belong to it, where that is not `to`. */
  within?: string;
  icon: typeof IconHome;
  /** Other words by which it is looked for. */
  keywords?: string[];
}

/** What this user may open, in the order in which it is shown. */
export function destinations({ me }: Session, domains: Domain[]): Destination[] {
  const { pages } = text.common;
  const viewed = domains.filter(({ Permissions }) => Permissions.includes('View'));
  const first = viewed.find(({ Name }) => Name === 'Claim') ?? viewed[0];
  return [
    { label: pages.home, to: paths.home, icon: IconHome },
    ...(first === undefined
      ? []
      : [{ label: pages.records, to: paths.records(first.Name), within: '/records', icon: IconListDetails }]),
    { label: pages.import, to: paths.import, icon: IconTableImport, keywords: ['CSV', 'upload'] },
    { label: pages.changes, to: paths.changes, icon: IconHistory, keywords: ['history', 'feed'] },
    { label: pages.activity, to: paths.activity, icon: IconActivity, keywords: ['requests', 'errors'] },
    { label: pages.reference, to: paths.reference(), icon: IconApi, keywords: ['try it', 'OpenAPI', 'docs'] },
    ...(me.Administrator
      ? [
          {
            label: pages.administration,
            to: paths.administration('users'),
            within: '/administration',
            icon: IconSettings,
            keywords: ['users', 'roles', 'tokens', 'settings'],
          },
        ]
      : []),
  ];
}
