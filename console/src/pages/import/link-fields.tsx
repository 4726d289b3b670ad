import { Checkbox, Stack } from '@mantine/core';
import type { Field } from 'linkwright/client';
import { useDomains } from '../../data/metadata.js';
import { Choice } from '../../parts/choice/choice.js';
import { RelationshipSelect } from '../../parts/picks.js';
import { useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { hasRelationship } from './choices.js';
import { type FullDraft, type Template, templatesOf } from './draft.js';
import { SideFields } from './side-fields.js';
import type { ImportStore } from './store.js';

function nameOf({ kind, label }: Template): string {
  if (kind === 'exported') return text.asExported;
  return kind === 'contacts' ? text.contactsOn(label) : text.filesOn(label);
}

interface LinkFieldsProps {
  store: ImportStore;
  draft: FullDraft;
  fields: { parent: Field[]; child: Field[] };
}

/** What is the same in every row of links. */
export function LinkFields({ store, draft, fields }: LinkFieldsProps) {
  const { me } = useSession();
  const domains = useDomains();
  const templates = templatesOf(domains.data ?? []);
  return (
    <Stack>
      <Choice
        label={text.template}
        placeholder={text.templateHint}
        data={templates.map((template) => ({ value: template.key, label: nameOf(template) }))}
        value={null}
        onChange={(key) => {
          const chosen = templates.find((each) => each.key === key);
          if (chosen !== undefined) store.change({ ...chosen.sides, relationship: null, byHand: {} });
        }}
      />
      <SideFields
        which="parent"
        side={draft.parent}
        fields={fields.parent}
        child={draft.child.domain}
        onChange={(parent) => store.change({ parent })}
      />
      <SideFields
        which="child"
        side={draft.child}
        fields={fields.child}
        child={draft.child.domain}
        onChange={(child) => store.change({ child })}
      />
      {hasRelationship(draft) && (
        <RelationshipSelect
          label={text.relationship}
          description={text.relationshipHint}
          placeholder={text.fromColumn}
          value={draft.relationship}
          onChange={(relationship) => store.change({ relationship })}
        />
      )}
      {hasRelationship(draft) && me.Administrator && (
        <Checkbox
          label={text.createRelationships}
          description={text.createRelationshipsHint}
          checked={draft.createRelationships}
          onChange={({ currentTarget }) => store.change({ createRelationships: currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
