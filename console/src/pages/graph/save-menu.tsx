import { Button, Menu, useComputedColorScheme } from '@mantine/core';
import { IconDownload, IconPhoto, IconVector } from '@tabler/icons-react';
import { showFailure } from '../../shared/notices.js';
import { saveFile } from '../../shared/save-file.js';
import { graph as text } from '../../shared/text/graph.js';
import type { GraphView } from './graph-view.js';
import { svgOf } from './svg.js';
import type { Graph } from './use-graph.js';

interface SaveMenuProps {
  graph: Graph;
  name: string;
  view: GraphView | undefined;
}

/** Saves all that the picture shows, also what is out of view, in the present colors. */
export function SaveMenu({ graph, name, view }: SaveMenuProps) {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const fileName = text.fileName(name).replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const savePng = async (from: GraphView) => saveFile(await from.png(scheme), `${fileName}.png`);
  const saveSvg = (from: GraphView) => {
    const { records, lines } = from.picture();
    const present = new Set(records.map(({ domain }) => domain));
    const legend = [...graph.looks.values()].filter(({ domain }) => present.has(domain));
    const svg = svgOf({ title: text.title(name), records, lines, legend }, scheme);
    saveFile(new Blob([svg], { type: 'image/svg+xml' }), `${fileName}.svg`);
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          disabled={view === undefined}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {text.save}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPhoto size={16} aria-hidden />}
          onClick={() => view && savePng(view).catch(showFailure)}
        >
          {text.savePng}
        </Menu.Item>
        <Menu.Item leftSection={<IconVector size={16} aria-hidden />} onClick={() => view && saveSvg(view)}>
          {text.saveSvg}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
