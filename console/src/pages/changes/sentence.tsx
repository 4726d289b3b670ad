import { Anchor, Text } from '@mantine/core';
import type { ChangeRow, RecordChangeRow } from 'linkwright/client';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { changes as text } from '../../shared/text/changes.js';

type SentenceName = keyof typeof text.sentences;

/** Which sentence tells of a change. */
function sentenceOf({ Action, BeforeContactTypeID, AfterContactTypeID }: ChangeRow): SentenceName {
  if (Action === 'inserted') return AfterContactTypeID === null ? 'linked' : 'made';
  if (Action === 'restored') return 'restored';
  if (Action === 'removed') return BeforeContactTypeID === null ? 'unlinked' : 'removed';
  if (BeforeContactTypeID === AfterContactTypeID) return 'noted';
  if (BeforeContactTypeID === null) return 'named';
  return AfterContactTypeID === null ? 'unnamed' : 'changed';
}

export type NameOf = (domain: string, id: number) => string;

function RecordLink({ domain, id, nameOf }: { domain: string; id: number; nameOf: NameOf }) {
  const { may } = useSession();
  const name = nameOf(domain, id);
  return may('View', domain) ? (
    <Anchor component={Link} to={paths.record(domain, id)} inherit>
      {name}
    </Anchor>
  ) : (
    name
  );
}

interface SentenceProps {
  change: ChangeRow;
  nameOf: NameOf;
  /** What a relationship is called. */
  roleOf(id: number): string;
}

/** A change in words. */
export function Sentence({ change, nameOf, roleOf }: SentenceProps) {
  const { ParentDomain, ParentID, ChildDomain, ChildID, BeforeContactTypeID, AfterContactTypeID } = change;
  const values: Record<string, ReactNode> = {
    user: change.User,
    parent: <RecordLink domain={ParentDomain} id={ParentID} nameOf={nameOf} />,
    child: <RecordLink domain={ChildDomain} id={ChildID} nameOf={nameOf} />,
    before: BeforeContactTypeID && roleOf(BeforeContactTypeID),
    after: AfterContactTypeID && roleOf(AfterContactTypeID),
    fields: Object.keys(change.AfterFields).join(', '),
  };
  return <Filled sentence={text.sentences[sentenceOf(change)]} values={values} />;
}

/** A sentence with values in place of the names that stand in braces. */
function Filled({ sentence, values }: { sentence: string; values: Record<string, ReactNode> }) {
  return (
    <Text component="span" size="sm">
      {sentence.split(/\{(\w+)\}/).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stay where they are
        <Fragment key={at}>{at % 2 === 0 ? part : values[part]}</Fragment>
      ))}
    </Text>
  );
}

interface RecordSentenceProps {
  domain: string;
  change: RecordChangeRow;
  nameOf: NameOf;
}

/** A change of a record in words. */
export function RecordSentence({ domain, change, nameOf }: RecordSentenceProps) {
  const { Action, MergedID, RecordID, User } = change;
  const isGone = Action === 'merged' && MergedID === null;
  const values = {
    user: User,
    record: <RecordLink domain={domain} id={RecordID} nameOf={nameOf} />,
    merged: MergedID,
  };
  return <Filled sentence={text.recordSentences[isGone ? 'gone' : Action]} values={values} />;
}
