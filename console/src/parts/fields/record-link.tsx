import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useRecordNames } from '../../data/record-names.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';

interface RecordLinkProps {
  domain: string;
  id: number;
  /** What it is called, where that is known. */
  name?: string;
  /** Whether it stands in a sentence, where its color alone does not tell that it is a link. */
  inText?: boolean;
}

function Named(props: RecordLinkProps) {
  return <To {...props} name={useRecordNames(props.domain, [props.id])(props.id)} />;
}

function To({ domain, id, name, inText = false }: RecordLinkProps) {
  const { may } = useSession();
  return may('View', domain) ? (
    <Anchor component={Link} to={paths.record(domain, id)} inherit underline={inText ? 'always' : 'hover'}>
      {name}
    </Anchor>
  ) : (
    <Text component="span" inherit>
      {name}
    </Text>
  );
}

/** Leads to a record by its name. One that may not be viewed is named by its id, and leads nowhere. */
export function RecordLink(props: RecordLinkProps) {
  return props.name === undefined ? <Named {...props} /> : <To {...props} />;
}
