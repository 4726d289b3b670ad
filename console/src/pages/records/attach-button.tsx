import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLink } from '@tabler/icons-react';
import type { Domain } from 'linkwright/client';
import { useSession } from '../../session/session.js';
import { AttachDialog } from './attach-dialog.js';
import { permissionToAttach } from './permissions.js';
import type { RecordId } from './tell-records.js';

interface AttachButtonProps {
  label: string;
  to: RecordId;
  name: string;
  child: Pick<Domain, 'Name' | 'Label'>;
}

/** Opens the dialog that attaches a record; nothing, for those who may not. */
export function AttachButton({ label, ...dialog }: AttachButtonProps) {
  const { may } = useSession();
  const [opened, { open, close }] = useDisclosure(false);
  // What is attached has to be found first.
  if (!may(permissionToAttach(dialog.child.Name), dialog.to.domain) || !may('View', dialog.child.Name))
    return null;
  return (
    <>
      <Button variant="light" leftSection={<IconLink size={16} aria-hidden />} onClick={open}>
        {label}
      </Button>
      <AttachDialog {...dialog} opened={opened} onClose={close} />
    </>
  );
}
