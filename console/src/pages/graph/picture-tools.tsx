import { ActionIcon, Popover, Stack, Table, Text, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconKeyboard, IconMinus, IconPlus, IconSitemap } from '@tabler/icons-react';
import { graph as text } from '../../shared/text/graph.js';
import type { GraphView } from './graph-view.js';

interface ToolProps {
  label: string;
  icon: typeof IconPlus;
  onClick(): void;
}

function Tool({ label, icon: Icon, onClick }: ToolProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={onClick}>
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** What is done with the picture as a whole. */
export function PictureTools({ view, className }: { view: GraphView; className: string | undefined }) {
  return (
    <Stack gap={6} className={className}>
      <Tool label={text.zoomIn} icon={IconPlus} onClick={() => view.zoomBy(1.5)} />
      <Tool label={text.zoomOut} icon={IconMinus} onClick={() => view.zoomBy(1 / 1.5)} />
      <Tool label={text.fit} icon={IconArrowsMaximize} onClick={() => view.fit()} />
      <Tool label={text.arrange} icon={IconSitemap} onClick={() => view.arrange()} />
      <Popover position="left-start" withinPortal trapFocus returnFocus shadow="md">
        <Popover.Target>
          <ActionIcon variant="default" size="lg" aria-label={text.help}>
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={text.help}>
          <Text fw={600} size="sm">
            {text.keysTitle}
          </Text>
          <Table withRowBorders={false} verticalSpacing={2} fz="sm">
            <Table.Tbody>
              {text.keys.map(([keys, what]) => (
                <Table.Tr key={keys}>
                  <Table.Th scope="row" fw={500}>
                    {keys}
                  </Table.Th>
                  <Table.Td>{what}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Popover.Dropdown>
      </Popover>
    </Stack>
  );
}
