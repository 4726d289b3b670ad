/** The statements that insert links, and what is said of them. */
import type { Statement } from './session.js';

/** Values of fields, or none: most batches have none, and send no array of nothing. */
export interface WithFields {
  none: Statement;
  some: Statement;
}

export const insertLinks: WithFields = {
  none: insertStatement('links_insert', false),
  some: insertStatement('links_insert_fields', true),
};

function insertStatement(name: string, hasFields: boolean): Statement {
  return {
    name,
    text: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, created_at, created_by, modified_at, modified_by${hasFields ? ', fields' : ''})
    SELECT state.client_id, fresh.id, fresh.parent_domain_id, fresh.parent_id, fresh.child_domain_id,
      fresh.child_id, fresh.slot, fresh.relationship_id, $2::bigint, fresh.created_by, $2::bigint,
      fresh.modified_by${hasFields ? ', fresh.fields' : ''}
    FROM client_state AS state CROSS JOIN
      unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::bigint[], $10::bigint[], $11::bigint[]${hasFields ? ', $12::text[]' : ''})
      AS fresh (id, parent_domain_id, parent_id, child_domain_id, child_id, slot, relationship_id,
        created_by, modified_by${hasFields ? ', fields' : ''})
    WHERE state.client_id = $1`,
  };
}

export const insertChanges: WithFields = {
  none: insertChangesStatement('link_changes_insert', false),
  some: insertChangesStatement('link_changes_insert_fields', true),
};

function insertChangesStatement(name: string, hasFields: boolean): Statement {
  return {
    name,
    text: `INSERT INTO link_change (client_id, id, link_id, action, parent_domain_id, parent_id,
      child_domain_id, child_id, before_relationship_id, after_relationship_id, at, user_id,
      request_id${hasFields ? ', fields' : ''})
    SELECT state.client_id, fresh.id, fresh.link_id, fresh.action, fresh.parent_domain_id, fresh.parent_id,
      fresh.child_domain_id, fresh.child_id, fresh.before_relationship_id, fresh.after_relationship_id,
      $2::bigint, fresh.user_id, fresh.request_id${hasFields ? ', fresh.fields' : ''}
    FROM client_state AS state CROSS JOIN
      unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[],
        $13::text[]${hasFields ? ', $14::text[]' : ''})
      AS fresh (id, link_id, action, parent_domain_id, parent_id, child_domain_id, child_id,
        before_relationship_id, after_relationship_id, user_id, request_id${hasFields ? ', fields' : ''})
    WHERE state.client_id = $1`,
  };
}
