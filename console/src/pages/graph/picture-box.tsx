import { Box, Skeleton } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { graph as text } from '../../shared/text/graph.js';
import classes from './graph.module.css';
import type { GraphView } from './graph-view.js';
import { PictureTools } from './picture-tools.js';
import { refOf } from './record-ref.js';
import { type Graph, relationshipOf } from './use-graph.js';

const loadCanvas = () => import('./graph-canvas.js');
const GraphCanvas = lazy(loadCanvas);

interface PictureBoxProps {
  graph: Graph;
  /** The name of the record that it begins with. */
  name: string;
  view: GraphView | undefined;
  onReady(view: GraphView | undefined): void;
}

/** The picture with its tools, once its links and what draws them are loaded. */
export function PictureBox({ graph, name, view, onReady }: PictureBoxProps) {
  useEffect(() => {
    // It loads while the links do; a failure is shown where the picture would be.
    loadCanvas().catch(() => undefined);
  }, []);
  const { nameOf, start } = graph;
  const nameOfKey = useCallback((key: string) => nameOf(refOf(key) ?? start), [nameOf, start]);
  const drawing = <Skeleton height="100%" radius={0} aria-label={text.drawing} />;
  return (
    <Box className={classes.picture}>
      <Suspense fallback={drawing}>
        {graph.isReady ? (
          <GraphCanvas
            name={name}
            graph={graph.shown}
            looks={graph.looks}
            nameOf={nameOfKey}
            relationshipOf={relationshipOf}
            chosen={graph.chosen}
            path={graph.lit}
            onChoose={graph.choose}
            onExpand={graph.expand}
            onHide={graph.hide}
            onReady={onReady}
          />
        ) : (
          drawing
        )}
        {view !== undefined && <PictureTools view={view} className={classes.tools} />}
      </Suspense>
    </Box>
  );
}
