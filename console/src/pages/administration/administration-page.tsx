import { Button, Group } from '@mantine/core';
import type { ComponentType } from 'react';
import { Link, useParams } from 'react-router';
import { NotAllowed } from '../../parts/not-allowed.js';
import { NotFound } from '../../parts/not-found.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { type AdministrationSection, administrationSections, paths } from '../../shared/paths.js';
import { administration as text } from '../../shared/text/administration.js';
import { AuditSection } from './audit-section.js';
import { ClientSection } from './client-section.js';
import { DomainsSection } from './domains-section.js';
import { RelationshipsSection } from './relationships-section.js';
import { RolesSection } from './roles-section.js';
import { TokensSection } from './tokens-section.js';
import { UsersSection } from './users-section.js';

const components: Record<AdministrationSection, ComponentType> = {
  users: UsersSection,
  roles: RolesSection,
  tokens: TokensSection,
  relationships: RelationshipsSection,
  domains: DomainsSection,
  client: ClientSection,
  audit: AuditSection,
};

function Sections({ present }: { present: AdministrationSection }) {
  return (
    <Group component="nav" aria-label={text.sectionsLabel} gap={4}>
      {administrationSections.map((section) => (
        <Button
          key={section}
          component={Link}
          to={paths.administration(section)}
          size="xs"
          variant={section === present ? 'filled' : 'default'}
          aria-current={section === present ? 'page' : undefined}
        >
          {text.sections[section]}
        </Button>
      ))}
    </Group>
  );
}

/** Users, roles and tokens, what describes records and links, and the client's settings: for administrators. */
export function Component() {
  const { me } = useSession();
  const { section } = useParams();
  const present = administrationSections.find((each) => each === section);
  if (!me.Administrator) {
    return (
      <Page title={text.title}>
        <NotAllowed />
      </Page>
    );
  }
  if (present === undefined) return <NotFound />;
  const Section = components[present];
  return (
    <Page title={text.sections[present]} description={text[present].description}>
      <Sections present={present} />
      <Section />
    </Page>
  );
}
