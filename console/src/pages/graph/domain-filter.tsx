import { Group, UnstyledButton } from '@mantine/core';
import { figures } from '../../shared/text/figures.js';
import { graph as text } from '../../shared/text/graph.js';
import { DomainSign } from './domain-sign.js';
import classes from './graph.module.css';
import type { Look } from './looks.js';

interface DomainFilterProps {
  looks: ReadonlyMap<string, Look>;
  /** How many records of each are loaded. */
  counts: ReadonlyMap<string, number>;
  without: ReadonlySet<string>;
  onToggle(domain: string): void;
}

/** What the shapes mean; each is switched off and on. */
export function DomainFilter({ looks, counts, without, onToggle }: DomainFilterProps) {
  const present = [...looks.values()].filter(({ domain }) => counts.has(domain) || without.has(domain));
  return (
    <Group gap={6} role="group" aria-label={text.domains}>
      {present.map((look) => {
        const number = counts.get(look.domain) ?? 0;
        return (
          <UnstyledButton
            key={look.domain}
            className={classes.filter}
            aria-pressed={!without.has(look.domain)}
            aria-label={text.domain(look.label, number)}
            onClick={() => onToggle(look.domain)}
          >
            <DomainSign look={look} size={20} filled={!without.has(look.domain)} />
            {look.label} {figures(number)}
          </UnstyledButton>
        );
      })}
    </Group>
  );
}
