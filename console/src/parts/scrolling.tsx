import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './scrolling.module.css';

interface ScrollingProps {
  /** What it holds, for readers of screens. */
  label?: string;
  className?: string;
  /** One element, as wide as it wants to be. */
  children: ReactNode;
}

/**
 * A frame around a table. Where the table is wider than its place it scrolls by itself, and can be reached with the
 * keyboard for that; where it has room it is no stop of the Tab key.
 */
export function Scrolling({ label, className = '', children }: ScrollingProps) {
  const place = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = place.current as HTMLDivElement;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    for (const each of [element, ...element.children]) observer.observe(each);
    return () => observer.disconnect();
  }, []);
  const stop = scrolls ? { role: 'group', 'aria-label': label, tabIndex: 0 } : {};
  return (
    <div ref={place} className={`${classes.scroll} ${className}`} {...stop}>
      {children}
    </div>
  );
}
