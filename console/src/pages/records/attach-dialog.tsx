import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Domain } from 'linkwright/client';
import { type FormEvent, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useFieldsOfLinks } from '../../data/metadata.js';
import { useRecordNames } from '../../data/record-names.js';
import { RecordPicker, RelationshipSelect } from '../../parts/picks.js';
import { useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { typingPause } from '../../shared/typing.js';
import { type Attached, attach } from './exact-writes.js';
import { type FormValues, faultsOf } from './form-values.js';
import { LinkFieldInputs } from './link-field-inputs.js';
import type { RecordId } from './tell-records.js';
import { useAttachment } from './use-link-writes.js';

interface AttachDialogProps {
  /** The record to which something is attached. */
  to: RecordId;
  name: string;
  /** What is attached. */
  child: Pick<Domain, 'Name' | 'Label'>;
  opened: boolean;
  onClose(): void;
}

const isRole = (role: string | null): role is string => role !== null;

/** What attaching would do, as a sentence. */
function sentenceOf(
  { kind, former, others }: Attached,
  child: string,
  role: string | null,
  to: string,
): string {
  const { attach: words } = records;
  const roles = [former, ...others].filter(isRole);
  if (kind === 'noted') return words.note(child, roles);
  if (kind === 'changed' && role !== null) return words.change(child, former, role);
  if (kind !== 'inserted') return words.nothing(child, roles);
  return roles.length > 0 ? words.also(child, roles, role) : words.insert(child, role, to);
}

function AttachForm({ to, name, child, onClose }: Omit<AttachDialogProps, 'opened'>) {
  const { client } = useSession();
  const [id, setId] = useState<number | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [values, setValues] = useState<FormValues>({});
  const [missing, setMissing] = useState(false);
  const linkFields = useFieldsOfLinks(child.Name).data ?? [];
  const attaching = useAttachment();
  const hasRole = child.Name === 'Contact';
  const childName = useRecordNames(child.Name, id === null ? [] : [id])(id ?? 0);
  const sides = { ParentDomain: to.domain, ParentID: to.id, ChildDomain: child.Name, ChildID: id ?? 0 };
  const [fields] = useDebouncedValue(values, typingPause);
  const outcome = useQuery({
    queryKey: [...keys.links(to.domain, to.id), 'would-attach', child.Name, id, role, fields],
    queryFn: ({ signal }) => attach(client, sides, role, { fields, dryRun: true, signal }),
    enabled: id !== null && !attaching.isPending && !attaching.isSuccess,
    staleTime: 0,
    gcTime: 0,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(id === null);
    if (id !== null)
      attaching.mutate({ sides, role, fields: values, name: childName, to: name }, { onSuccess: onClose });
  };
  const failure = attaching.error ?? outcome.error;
  const { byField, elsewhere } = faultsOf(failure, linkFields, '/Fields');
  const plain = outcome.data?.kind === 'inserted' && !hasRole;
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <RecordPicker
          domain={child.Name}
          label={child.Label}
          value={id}
          onChange={(chosen) => {
            setId(chosen);
            setMissing(false);
            attaching.reset();
          }}
          error={missing ? records.attach.needed : undefined}
          data-autofocus
        />
        {hasRole && (
          <RelationshipSelect
            value={role}
            onChange={(chosen) => {
              setRole(chosen);
              attaching.reset();
            }}
          />
        )}
        <LinkFieldInputs
          fields={linkFields}
          values={values}
          faults={byField}
          onChange={(field, value) => {
            setValues((before) => ({ ...before, [field]: value }));
            attaching.reset();
          }}
        />
        <div role="status">
          {id !== null && outcome.isFetching && (
            <Text size="sm" c="dimmed">
              {records.attach.checking}
            </Text>
          )}
          {id !== null && outcome.data !== undefined && !outcome.isFetching && failure === null && (
            <Text size="sm">
              {plain
                ? records.attach.insertPlain(childName, name)
                : sentenceOf(outcome.data, childName, role, name)}
            </Text>
          )}
        </div>
        {failure !== null && elsewhere && (
          <Alert color="red" role="alert" title={records.attach.refused}>
            {messageOf(failure)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button type="submit" loading={attaching.isPending}>
            {records.attach.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Attaches a record that is found by its words; it says before what that will do. */
export function AttachDialog({ opened, onClose, ...form }: AttachDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      title={records.attach.title(form.child.Label, form.name)}
    >
      <AttachForm {...form} onClose={onClose} />
    </Modal>
  );
}
