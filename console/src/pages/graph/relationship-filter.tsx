import { Button, Checkbox, Popover, Stack, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { figures } from '../../shared/text/figures.js';
import { graph as text } from '../../shared/text/graph.js';

interface RelationshipFilterProps {
  /** How many links with each are loaded; `''` are those without one. */
  counts: ReadonlyMap<string, number>;
  without: ReadonlySet<string>;
  onToggle(relationship: string): void;
  onShowAll(): void;
}

/** Which relationships' links are shown. */
export function RelationshipFilter({ counts, without, onToggle, onShowAll }: RelationshipFilterProps) {
  const all = [...new Set([...counts.keys(), ...without])].sort((one, other) => one.localeCompare(other));
  const shown = all.filter((each) => !without.has(each)).length;
  return (
    <Popover position="bottom-start" withinPortal trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          radius="xl"
          disabled={all.length === 0}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {text.relationshipsShown(shown, all.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text.relationships}>
        <Stack gap="xs">
          {all.map((relationship) => (
            <Checkbox
              key={relationship}
              checked={!without.has(relationship)}
              onChange={() => onToggle(relationship)}
              label={
                <>
                  {relationship || text.noRelationship}{' '}
                  <Text span c="dimmed" size="sm">
                    {figures(counts.get(relationship) ?? 0)}
                  </Text>
                </>
              }
            />
          ))}
          {without.size > 0 && (
            <Button size="compact-sm" variant="default" onClick={onShowAll}>
              {text.showAll}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
