import { type Finding, type FindingQueries, keysOfNoRecord } from '../port/finding.js';
import { type RawBuilder, sql as raw } from './kysely.js';
import type { Sql } from './schema.js';

/** How many examples a finding shows. */
const shown = 3;

type Find = (client: number) => RawBuilder<{ example: string }>;

/** What `doctor` asks of the database: each row found is a fault. */
const checks: Record<string, Find> = {
  'links whose parent record does not exist': (client) => raw`
    SELECT 'link ' || link.id AS example FROM link
    LEFT JOIN record ON record.client_id = link.client_id
      AND record.domain_id = link.parent_domain_id AND record.id = link.parent_id
    WHERE link.client_id = ${client} AND record.id IS NULL`,
  'links whose child record does not exist': (client) => raw`
    SELECT 'link ' || link.id AS example FROM link
    LEFT JOIN record ON record.client_id = link.client_id
      AND record.domain_id = link.child_domain_id AND record.id = link.child_id
    WHERE link.client_id = ${client} AND record.id IS NULL`,
  'ids that several links have': (client) => raw`
    SELECT 'link ' || id AS example FROM link WHERE client_id = ${client} GROUP BY id HAVING count(*) > 1`,
  'links whose relationship does not exist': (client) => raw`
    SELECT 'link ' || link.id AS example FROM link
    LEFT JOIN relationship ON relationship.client_id = link.client_id
      AND relationship.id = link.relationship_id
    WHERE link.client_id = ${client} AND link.relationship_id IS NOT NULL AND relationship.id IS NULL`,
  'records with more links than a limit allows': (client) => raw`
    SELECT domain.name || ' ' || link.parent_id AS example FROM relationship_limit
    JOIN domain ON domain.client_id = relationship_limit.client_id
      AND domain.id = relationship_limit.parent_domain_id
    JOIN link ON link.client_id = relationship_limit.client_id
      AND link.parent_domain_id = relationship_limit.parent_domain_id
      AND link.relationship_id = relationship_limit.relationship_id
    WHERE relationship_limit.client_id = ${client}
    GROUP BY domain.name, link.parent_id, link.relationship_id, relationship_limit.most
    HAVING count(*) > relationship_limit.most`,
  'links that are not as their history ends': (client) => raw`
    SELECT 'link ' || link.id AS example FROM link
    LEFT JOIN link_change change ON change.client_id = link.client_id AND change.link_id = link.id
      AND change.id = (SELECT max(latest.id) FROM link_change latest
        WHERE latest.client_id = link.client_id AND latest.link_id = link.id)
    WHERE link.client_id = ${client} AND (change.id IS NULL OR change.action = 3
      OR change.after_relationship_id IS DISTINCT FROM link.relationship_id)`,
  [keysOfNoRecord]: (client) => raw`
    SELECT 'record ' || match_key.record_id AS example FROM match_key
    LEFT JOIN record ON record.client_id = match_key.client_id
      AND record.domain_id = match_key.domain_id AND record.id = match_key.record_id
    WHERE match_key.client_id = ${client} AND record.id IS NULL`,
  'domains whose next record id is taken': (client) => raw`
    SELECT 'domain ' || domain.name AS example FROM domain
    WHERE domain.client_id = ${client} AND domain.next_record_id <= (SELECT coalesce(max(record.id), 0)
      FROM record WHERE record.client_id = domain.client_id AND record.domain_id = domain.id)`,
  'recent requests of users that do not exist': (client) => raw`
    SELECT 'request ' || block.id AS example FROM request_block AS block
    LEFT JOIN app_user ON app_user.client_id = block.client_id AND app_user.id = block.user_id
    WHERE block.client_id = ${client} AND app_user.id IS NULL`,
  'totals of recent requests that are not as many as there are': (client) => raw`
    SELECT 'user ' || total.user_id AS example FROM request_total AS total
    WHERE total.client_id = ${client} AND total.requests <> (SELECT coalesce(sum(block.requests), 0)
      FROM request_block AS block WHERE block.client_id = total.client_id
        AND block.user_id = total.user_id AND block.administrative = total.administrative)`,
  'next link ids that are taken': (client) => raw`
    SELECT 'client ' || client_id AS example FROM client_state
    WHERE client_id = ${client} AND next_link_id <= (SELECT coalesce(max(link.id), 0)
      FROM link WHERE link.client_id = client_state.client_id)`,
  'next change numbers that are taken': (client) => raw`
    SELECT 'client ' || client_id AS example FROM client_state
    WHERE client_id = ${client} AND (
      next_change_id <= (SELECT coalesce(max(link_change.id), 0)
        FROM link_change WHERE link_change.client_id = client_state.client_id)
      OR next_change_id <= (SELECT coalesce(max(record_change.id), 0)
        FROM record_change WHERE record_change.client_id = client_state.client_id))`,
};

/** Where the database itself looks for damage, it does so in its own way. */
export function findingQueries(sql: Sql): Omit<FindingQueries, 'damage'> {
  return {
    async faultsOf(client) {
      const findings: Finding[] = [];
      for (const [problem, find] of Object.entries(checks)) {
        const { rows } = await find(client).execute(sql);
        const examples = rows.slice(0, shown).map(({ example }) => example);
        if (rows.length > 0) findings.push({ problem, count: rows.length, examples });
      }
      return findings;
    },
  };
}
