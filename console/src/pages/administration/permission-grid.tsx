import { Checkbox, Fieldset, SimpleGrid, Stack, Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Domain, RoleBody } from 'linkwright/client';
import type { KeyboardEvent } from 'react';
import { Scrolling } from '../../parts/scrolling.js';
import { administration } from '../../shared/text/administration.js';
import classes from './administration.module.css';
import { domainPermissions, everyDomain, grants, isImplied, withGrant } from './grants.js';

const text = administration.roles;

interface PermissionGridProps {
  /** What the grid is about, for screen readers. */
  label: string;
  domains: Domain[];
  held: RoleBody['Grants'];
  onChange(held: RoleBody['Grants']): void;
}

type Permission = (typeof domainPermissions)[number];

interface GrantBoxProps extends Pick<PermissionGridProps, 'held' | 'onChange'> {
  domain: string;
  /** What the domain is called. */
  name: string;
  permission: Permission;
  /** Whether the permission's name stands beside it. */
  named: boolean;
}

/** One permission on one domain. What the row of all domains gives is shown, but cannot be taken away here. */
function GrantBox({ domain, name, permission, held, onChange, named }: GrantBoxProps) {
  const word = text.permissions[permission];
  const implied = isImplied(held, domain, permission);
  const own = grants(held, domain, permission);
  return (
    <Checkbox
      size="md"
      label={named ? word : undefined}
      aria-label={implied ? text.implied(word, name) : text.permissionOn(word, name)}
      checked={own || implied}
      indeterminate={implied}
      aria-disabled={implied || undefined}
      data-grant
      className={implied ? classes.implied : undefined}
      onChange={(event) => {
        if (!implied) onChange(withGrant(held, domain, permission, event.currentTarget.checked));
      }}
    />
  );
}

const steps: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Goes from box to box with the arrow keys. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[data-grant]')];
  const at = boxes.indexOf(event.target as HTMLInputElement);
  const column = (at % domainPermissions.length) + step[1];
  if (at < 0 || column < 0 || column >= domainPermissions.length) return;
  const next = boxes[at + step[0] * domainPermissions.length + step[1]];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Domains down, permissions across; on a phone one domain under the other. */
export function PermissionGrid({ label, domains, held, onChange }: PermissionGridProps) {
  const isPhone = useMediaQuery('(max-width: 47.99em)');
  const rows = [
    { domain: everyDomain, name: text.all },
    ...domains.map(({ Name, Label }) => ({ domain: Name, name: Label })),
  ];
  if (isPhone) {
    return (
      <Stack gap="sm" role="group" aria-label={label}>
        {rows.map(({ domain, name }) => (
          <Fieldset key={domain} legend={name}>
            <SimpleGrid cols={2} spacing="xs">
              {domainPermissions.map((permission) => (
                <GrantBox key={permission} {...{ domain, name, permission, held, onChange }} named />
              ))}
            </SimpleGrid>
          </Fieldset>
        ))}
      </Stack>
    );
  }
  return (
    <Scrolling label={label}>
      <Table aria-label={label} onKeyDown={move} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{text.domain}</Table.Th>
            {domainPermissions.map((permission) => (
              <Table.Th key={permission} scope="col" ta="center">
                {text.permissions[permission]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ domain, name }) => (
            <Table.Tr key={domain} className={domain === everyDomain ? classes.all : undefined}>
              <Table.Th scope="row">{name}</Table.Th>
              {domainPermissions.map((permission) => (
                <Table.Td key={permission}>
                  <div className={classes.box}>
                    <GrantBox {...{ domain, name, permission, held, onChange }} named={false} />
                  </div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scrolling>
  );
}
