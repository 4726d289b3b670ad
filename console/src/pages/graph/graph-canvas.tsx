/** The picture, in a chunk of its own with what draws it. */
import { useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { graph as text } from '../../shared/text/graph.js';
import classes from './graph.module.css';
import { GraphView, type Shown } from './graph-view.js';
import { limits } from './limits.js';
import type { Look } from './looks.js';
import type { RecordKey } from './record-ref.js';
import type { Direction } from './walk.js';

interface GraphCanvasProps extends Shown {
  name: string;
  looks: ReadonlyMap<string, Look>;
  chosen: RecordKey | undefined;
  path: { records: RecordKey[]; links: number[] };
  onChoose(key: RecordKey | undefined): void;
  onExpand(key: RecordKey): void;
  onHide(key: RecordKey): void;
  /** The picture once it is there, for what is done with it from outside. */
  onReady(view: GraphView | undefined): void;
}

const zoomStep = 1.3;
const arrows = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

export default function GraphCanvas(props: GraphCanvasProps) {
  const { name, looks, graph, nameOf, relationshipOf, chosen, path, onReady } = props;
  const container = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<GraphView>();
  const latest = useRef(props);
  latest.current = props;
  const isStill = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const helpId = useId();
  const inDetail = graph.nodes.size <= limits.inDetail;

  useEffect(() => {
    if (container.current === null) return;
    const made = new GraphView(container.current, {
      onChoose: (key) => latest.current.onChoose(key),
      onExpand: (key) => latest.current.onExpand(key),
    });
    setView(made);
    onReady(made);
    return () => {
      onReady(undefined);
      made.destroy();
    };
  }, [onReady]);
  useEffect(() => view?.setStill(isStill), [view, isStill]);
  useEffect(() => view?.paint(looks.values(), scheme, inDetail), [view, looks, scheme, inDetail]);
  useEffect(() => view?.show({ graph, nameOf, relationshipOf }), [view, graph, nameOf, relationshipOf]);
  useEffect(() => view?.light(path.records, path.links), [view, path]);
  useEffect(() => view?.choose(chosen), [view, chosen]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (view === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const { onChoose, onExpand, onHide, start } = { ...props, start: [...graph.nodes.keys()][0] };
    if (arrows.has(key)) {
      const next = chosen === undefined ? start : view.towards(chosen, key as Direction);
      if (next !== undefined) onChoose(next);
    } else if (key === 'Enter' && chosen !== undefined) onExpand(chosen);
    else if ((key === 'Delete' || key === 'Backspace') && chosen !== undefined) onHide(chosen);
    else if (key === 'Escape') onChoose(undefined);
    else if (key === '+' || key === '=') view.zoomBy(zoomStep);
    else if (key === '-') view.zoomBy(1 / zoomStep);
    else if (key === '0') view.fit();
    else return;
    event.preventDefault();
  };

  return (
    <>
      <VisuallyHidden id={helpId}>{text.canvasHelp}</VisuallyHidden>
      <div
        ref={container}
        className={classes.canvas}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved about in with the keyboard
        tabIndex={0}
        aria-label={text.canvas(name)}
        aria-describedby={helpId}
        onKeyDown={onKeyDown}
      />
    </>
  );
}
