import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { graph as text } from '../../shared/text/graph.js';
import classes from './graph.module.css';
import { ListPanel } from './list-panel.js';
import { PathPanel } from './path-panel.js';
import { RecordPanel } from './record-panel.js';
import type { Graph } from './use-graph.js';

/** Beside the picture: the record that is chosen, all that is shown as a list, and the search for a path. */
export function SidePanel({ graph }: { graph: Graph }) {
  const { from, to } = graph.state;
  const [tab, setTab] = useState<string | null>(from === undefined && to === undefined ? 'record' : 'path');
  return (
    <section className={classes.panel} aria-label={text.panel}>
      <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs}>
        <Tabs.List grow>
          <Tabs.Tab value="record">{text.tabs.record}</Tabs.Tab>
          <Tabs.Tab value="list">{text.tabs.list}</Tabs.Tab>
          <Tabs.Tab value="path">{text.tabs.path}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="record" className={classes.scroll}>
          <RecordPanel graph={graph} />
        </Tabs.Panel>
        <Tabs.Panel value="list" className={classes.scroll}>
          <ListPanel graph={graph} />
        </Tabs.Panel>
        <Tabs.Panel value="path" className={classes.scroll}>
          <PathPanel graph={graph} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
