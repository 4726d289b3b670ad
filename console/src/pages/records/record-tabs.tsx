import { Badge, Tabs } from '@mantine/core';
import type { Domain, RecordRow } from 'linkwright/client';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useDomains } from '../../data/metadata.js';
import { useSession } from '../../session/session.js';
import { figures } from '../../shared/text/figures.js';
import { records } from '../../shared/text/records.js';
import { ContactsTab } from './contacts-tab.js';
import { FileContent } from './file-content.js';
import { fileOf } from './file-kind.js';
import { FilesTab } from './files-tab.js';
import { HistoryTab } from './history-tab.js';
import { sumOf, useLinkCounts } from './link-counts.js';
import { OnTab } from './on-tab.js';
import { OthersTab } from './others-tab.js';
import { useReferring } from './referring.js';
import { ReferringTab } from './referring-tab.js';
import { RemovedLinksProvider, useRemovedLinks } from './removed-links.js';
import type { RecordId } from './tell-records.js';

interface RecordTabsProps {
  record: RecordId;
  name: string;
  row: RecordRow;
}

interface TabOf {
  key: keyof typeof records.tabs;
  /** How much stands in it, where that is known and worth saying. */
  count?: number;
  content: ReactNode;
}

const noDomains: Domain[] = [];
const namesOf = (domains: Domain[]) => domains.map(({ Name }) => Name);

/** What belongs to a record, each kind behind a tab. Kinds that hardly anybody links to it are shown where there are some. */
function useTabs({ record, name, row }: RecordTabsProps): TabOf[] {
  const { may } = useSession();
  const domains = useDomains().data ?? noDomains;
  const viewed = domains.filter(({ Name }) => may('View', Name));
  const children = viewed.filter(({ Linkable }) => Linkable);
  const isChild = domains.some(({ Name, Linkable }) => Name === record.domain && Linkable);
  const below = useLinkCounts(record, 'Parent', namesOf(children));
  const above = useLinkCounts(record, 'Child', isChild ? namesOf(viewed) : []);
  const referring = useReferring(record.domain, viewed);
  const others = children.filter(({ Name }) => Name !== 'Contact' && Name !== 'File');
  const othersBelow = sumOf(below && new Map(others.map(({ Name }) => [Name, below.get(Name) ?? 0])));
  const labelOf = (domain: string) => children.find(({ Name }) => Name === domain)?.Label;
  const [contacts, files] = [labelOf('Contact'), labelOf('File')];
  const isFile = record.domain === 'File';
  const removed = useRemovedLinks();
  const wasThere = (child: string) =>
    removed.some(({ row, end }) => end === 'Parent' && row.link.ChildDomain === child);
  const has = (child: string) => (below?.get(child) ?? 0) > 0 || wasThere(child);

  const tabs: (TabOf | false)[] = [
    isFile && { key: 'content', content: <FileContent file={fileOf(row, name)} /> },
    isChild && {
      key: 'on',
      count: sumOf(above),
      content: <OnTab record={record} name={name} domains={viewed} counts={above} />,
    },
    contacts !== undefined &&
      ((!isFile && record.domain !== 'Contact') || has('Contact')) && {
        key: 'contacts',
        count: below?.get('Contact'),
        content: <ContactsTab record={record} name={name} label={contacts} />,
      },
    files !== undefined &&
      (!isFile || has('File')) && {
        key: 'files',
        count: below?.get('File'),
        content: <FilesTab record={record} name={name} label={files} />,
      },
    others.length > 0 &&
      (others.some(({ Name }) => has(Name)) || (!isChild && may('Edit', record.domain))) && {
        key: 'others',
        count: othersBelow,
        content: <OthersTab record={record} name={name} domains={others} counts={below} />,
      },
    referring.length > 0 && {
      key: 'referring',
      content: <ReferringTab record={record} referring={referring} />,
    },
    { key: 'history', content: <HistoryTab record={record} present={row} /> },
  ];
  return tabs.filter((tab) => tab !== false);
}

/** The address says which one is open. */
function OpenTabs(props: RecordTabsProps) {
  const [parameters, setParameters] = useSearchParams();
  const tabs = useTabs(props);
  const asked = parameters.get('tab');
  const open = tabs.find(({ key }) => key === asked) ?? tabs[0];
  return (
    <Tabs
      value={open?.key ?? null}
      onChange={(key) => key !== null && setParameters({ tab: key }, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List aria-label={records.tabs.label}>
        {tabs.map(({ key, count }) => (
          <Tabs.Tab
            key={key}
            value={key}
            rightSection={
              count !== undefined && (
                <Badge variant="default" size="sm">
                  {figures(count)}
                </Badge>
              )
            }
          >
            {records.tabs[key]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ key, content }) => (
        // Room for a notice below the last row, whose buttons it would lie on.
        <Tabs.Panel key={key} value={key} pt="md" pb={96} tabIndex={-1}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** The tabs of a record's page. */
export function RecordTabs(props: RecordTabsProps) {
  return (
    <RemovedLinksProvider>
      <OpenTabs {...props} />
    </RemovedLinksProvider>
  );
}
