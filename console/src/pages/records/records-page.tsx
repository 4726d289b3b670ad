import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import type { Domain, Field } from 'linkwright/client';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useLabelledFields } from '../../data/metadata.js';
import { tellingFields } from '../../data/record-name.js';
import { searchFault } from '../../data/search-fault.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Page } from '../../parts/page.js';
import { PagedTable } from '../../parts/paged-table.js';
import { DomainSelect } from '../../parts/picks.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { records } from '../../shared/text/records.js';
import { typingPause } from '../../shared/typing.js';
import { ColumnsMenu } from './columns-menu.js';
import { listColumns } from './list-columns.js';
import { AddFilter, FilterPills } from './list-filters.js';
import { useListRows } from './list-rows.js';
import { useListView } from './list-view.js';
import { OfDomain } from './of-domain.js';

/** Fields that are shown where nobody has chosen. */
const usual = 6;

const noFields: Field[] = [];

function Search({ value, onSearch }: { value: string; onSearch(search: string): void }) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const search = useDebouncedCallback((search: string) => {
    sent.current = search;
    onSearch(search);
  }, typingPause);
  // An address that was changed otherwise: all filters taken away, or a step back.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextInput
      type="search"
      label={records.search}
      placeholder={records.searchHint}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      error={searchFault(typed.trim())}
      // Above, so that the field stays in line with those beside it.
      inputWrapperOrder={['label', 'error', 'input']}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value.trim());
      }}
      flex={1}
      miw="min(200px, 100%)"
    />
  );
}

function RecordsOf({ domain }: { domain: Domain }) {
  const { Name, Label } = domain;
  const { may } = useSession();
  const navigate = useNavigate();
  const known = useLabelledFields(Name);
  const fields = known.data ?? noFields;
  const [view, changes] = useListView(fields);
  const chosen = view.columns?.flatMap((name) => fields.filter((each) => each.Name === name));
  const shown = chosen ?? tellingFields(Name, fields, usual);
  const pages = useListRows(Name, view, shown, known.isSuccess);
  const isNarrowed = view.search !== '' || view.filters.length > 0;
  const mayEdit = may('Edit', Name);
  const newButton = mayEdit && (
    <Button component={Link} to={paths.newRecord(Name)} leftSection={<IconPlus size={16} aria-hidden />}>
      {records.new(Label)}
    </Button>
  );
  return (
    <Page title={records.title(Label)} description={records.description} actions={newButton || undefined}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <DomainSelect
            permission="View"
            value={Name}
            onChange={(other) => other !== null && navigate(paths.records(other))}
            w={{ base: '100%', xs: 200 }}
          />
          <Search value={view.search} onSearch={changes.setSearch} />
          <Group gap="sm">
            <AddFilter fields={fields} onFilter={changes.setFilter} />
            <ColumnsMenu label={Label} fields={fields} shown={shown} onChoose={changes.setColumns} />
          </Group>
        </Group>
        <FilterPills view={view} changes={changes} />
        {known.error !== null ? (
          <Failure error={known.error} onRetry={known.refetch} />
        ) : (
          <PagedTable
            label={records.table(Label)}
            columns={listColumns({ domain: Name, fields, shown, view, changes })}
            pages={pages}
            rowKey={({ record }) => record.ID}
            empty={
              isNarrowed ? (
                <Empty
                  title={records.noneFit}
                  hint={records.noneFitHint}
                  action={
                    <Button variant="default" onClick={changes.clear}>
                      {records.clear}
                    </Button>
                  }
                />
              ) : (
                <Empty
                  title={records.none(Label)}
                  hint={mayEdit ? records.noneHint : undefined}
                  action={newButton || undefined}
                />
              )
            }
          />
        )}
      </Stack>
    </Page>
  );
}

/** The records of a domain, searched, filtered and sorted; the address says how. */
export function Component() {
  const { domain = '' } = useParams();
  return <OfDomain name={domain}>{(known) => <RecordsOf key={known.Name} domain={known} />}</OfDomain>;
}
