import { Group } from '@mantine/core';
import { graph as text } from '../../shared/text/graph.js';
import { DomainFilter } from './domain-filter.js';
import { RelationshipFilter } from './relationship-filter.js';
import type { Graph } from './use-graph.js';
import { toggled } from './view-state.js';

/** Which records and which links are shown. */
export function GraphFilters({ graph: { looks, shown, state, change } }: { graph: Graph }) {
  return (
    <Group gap="xs" role="group" aria-label={text.filters}>
      <DomainFilter
        looks={looks}
        counts={shown.ofDomain}
        without={state.withoutDomains}
        onToggle={(each) =>
          change((before) => ({ ...before, withoutDomains: toggled(before.withoutDomains, each) }))
        }
      />
      <RelationshipFilter
        counts={shown.ofRelationship}
        without={state.withoutRelationships}
        onToggle={(each) =>
          change((before) => ({
            ...before,
            withoutRelationships: toggled(before.withoutRelationships, each),
          }))
        }
        onShowAll={() => change((before) => ({ ...before, withoutRelationships: new Set() }))}
      />
    </Group>
  );
}
