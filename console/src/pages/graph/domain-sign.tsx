import { useComputedColorScheme } from '@mantine/core';
import { type Look, palette, type Shape } from './looks.js';

/** A shape that is 24 across, about the middle. */
function Outline({ shape, ...paint }: { shape: Shape; fill: string; stroke: string; strokeWidth: number }) {
  if (shape === 'ellipse') return <circle r={12} {...paint} />;
  if (shape === 'round-rectangle') return <rect x={-12} y={-12} width={24} height={24} rx={4} {...paint} />;
  return <polygon points={shape.map((each) => each * 12).join(' ')} strokeLinejoin="round" {...paint} />;
}

interface DomainSignProps {
  look: Look | undefined;
  /** Whether it is filled, like expanded records. */
  filled?: boolean;
  size?: number;
}

/** A domain's shape, sign and color, as its records have them in the picture. Words beside it say what it is. */
export function DomainSign({ look, filled = true, size = 22 }: DomainSignProps) {
  const scheme = useComputedColorScheme('light');
  if (look === undefined) return null;
  const own = look.color[scheme];
  const { ground } = palette[scheme];
  return (
    <svg width={size} height={size} viewBox="-14 -14 28 28" aria-hidden>
      <Outline shape={look.shape} fill={filled ? own : ground} stroke={own} strokeWidth={1.8} />
      <path
        d={look.sign}
        transform="scale(0.68) translate(-12 -12)"
        fill="none"
        stroke={filled ? ground : own}
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
