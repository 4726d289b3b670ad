import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useFieldsOfLinks } from '../../data/metadata.js';
import { RelationshipSelect } from '../../parts/picks.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { asTyped, type FormValues, faultsOf } from './form-values.js';
import { LinkFieldInputs } from './link-field-inputs.js';
import type { LinkedRow } from './linked-rows.js';
import { useLinkChange } from './use-link-writes.js';

interface LinkDialogProps {
  row: LinkedRow;
  /** What the child is called. */
  name: string;
  opened: boolean;
  onClose(): void;
}

function LinkForm({ row: { link, fields: present }, name, onClose }: Omit<LinkDialogProps, 'opened'>) {
  const fields = useFieldsOfLinks(link.ChildDomain).data ?? [];
  const [role, setRole] = useState(link.ContactType);
  const [typed, setTyped] = useState<FormValues>({});
  const changing = useLinkChange();
  const { byField, elsewhere } = faultsOf(changing.error, fields, '/Fields');
  const values = Object.fromEntries(fields.map(({ Name }) => [Name, typed[Name] ?? asTyped(present[Name])]));
  const send = (event: FormEvent) => {
    event.preventDefault();
    const changed = Object.fromEntries(
      Object.entries(typed).filter(([field, value]) => value !== asTyped(present[field])),
    );
    const isSame = role === link.ContactType && Object.keys(changed).length === 0;
    if (isSame) onClose();
    else changing.mutate({ link, role, fields: changed, name }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        {link.ChildDomain === 'Contact' && (
          <RelationshipSelect value={role} clearable={link.ContactType === null} onChange={setRole} />
        )}
        <LinkFieldInputs
          fields={fields}
          values={values}
          faults={byField}
          onChange={(field, value) => setTyped((before) => ({ ...before, [field]: value }))}
        />
        {changing.error !== null && elsewhere && (
          <Alert color="red" role="alert" title={records.attach.refused}>
            {messageOf(changing.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button type="submit" loading={changing.isPending}>
            {text.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Changes what a link says: its relationship, and its own fields. */
export function LinkDialog({ opened, onClose, ...form }: LinkDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      title={records.links.edit(records.links.withRole(form.name, form.row.link.ContactType))}
    >
      <LinkForm {...form} onClose={onClose} />
    </Modal>
  );
}
