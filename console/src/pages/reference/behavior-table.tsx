import { Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useSettings } from '../../data/metadata.js';
import { useSession } from '../../session/session.js';
import { reference as text } from '../../shared/text/reference.js';
import type { Behavior, LinkIdentity } from './document.js';
import classes from './reference.module.css';
import { ScrollingTable } from './scrolling-table.js';
import { Sentence } from './words.js';

const identities: LinkIdentity[] = ['pair', 'relationship'];

/** The row that a dry run's answer named, anew for each answer. */
export interface DecidedRow {
  row: string;
}

/** The behavior table of the client's link identity, or of the other; the row that decided is lit and brought into view. */
export function BehaviorTable({
  behavior,
  decided,
}: {
  behavior: Behavior;
  decided: DecidedRow | undefined;
}) {
  const { me } = useSession();
  const settings = useSettings();
  const own = settings.data?.LinkIdentity ?? me.LinkIdentity;
  const [chosen, setChosen] = useState<LinkIdentity>();
  const shown = chosen ?? own;
  const lit = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (decided === undefined) return;
    setChosen(identities.find((each) => behavior[each].some(({ row }) => row === decided.row)));
  }, [decided, behavior]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer brings its row into view, also where it is the same
  useEffect(() => {
    lit.current?.scrollIntoView({ block: 'nearest' });
  }, [decided, shown]);
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {text.behavior.own(me.Client, own)}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={text.behavior.identity}
          value={shown}
          onChange={(identity) => setChosen(identity as LinkIdentity)}
          data={identities.map((value) => ({ value, label: value }))}
        />
      </Group>
      <ScrollingTable label={`${text.behavior.title}: ${text.behavior.identities[shown]}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.behavior.row}</Table.Th>
            <Table.Th>{text.behavior.holds}</Table.Th>
            <Table.Th>{text.behavior.relationship}</Table.Th>
            <Table.Th>{text.behavior.newRelationship}</Table.Th>
            <Table.Th>{text.behavior.result}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {behavior[shown].map(({ row, holds, relationship, newRelationship, result }) => {
            const isLit = row === decided?.row;
            return (
              <Table.Tr
                key={row}
                ref={isLit ? lit : undefined}
                aria-current={isLit || undefined}
                className={isLit ? classes.decided : undefined}
              >
                <Table.Th scope="row">
                  {row}
                  {isLit && (
                    <Text component="span" size="xs" fw={700} className={classes.line}>
                      <IconArrowRight size={12} aria-hidden /> {text.behavior.decided}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td>{holds}</Table.Td>
                <Table.Td>{relationship}</Table.Td>
                <Table.Td>{newRelationship}</Table.Td>
                <Table.Td>
                  <Sentence>{result}</Sentence>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </ScrollingTable>
      <Text size="sm">
        <Sentence>{behavior.otherChildren}</Sentence>
      </Text>
    </Stack>
  );
}
