/** Texts of the document: Markdown, with its headings one below the page's own. */
import { Anchor, Code, List, Table, Text, Title } from '@mantine/core';
import { Children, isValidElement, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { Link } from 'react-router';
import remarkGfm from 'remark-gfm';
import classes from './reference.module.css';
import { ScrollingTable } from './scrolling-table.js';
import { addressOf, headingId } from './topics.js';

const parts: Components = {
  h3: ({ children }) => (
    <Title order={2} size="h4" mt="lg" mb="xs">
      {children}
    </Title>
  ),
  p: ({ children }) => (
    <Text size="sm" my="xs">
      {children}
    </Text>
  ),
  ul: ({ children }) => <List size="sm">{children}</List>,
  li: ({ children }) => <List.Item>{children}</List.Item>,
  code: ({ children }) => <Code>{children}</Code>,
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  table: ({ children }) => <ScrollingTable>{children}</ScrollingTable>,
  thead: ({ children }) => <Table.Thead>{children}</Table.Thead>,
  tbody: ({ children }) => <Table.Tbody>{children}</Table.Tbody>,
  tr: ({ children }) => <Table.Tr>{children}</Table.Tr>,
  th: ({ children }) => <Table.Th>{children}</Table.Th>,
  td: ({ children }) => <Table.Td>{children}</Table.Td>,
};

interface DocumentWordsProps {
  /** The name of the document, by which its links are read. */
  document: string;
  children: string;
}

const textOf = (children: ReactNode): string =>
  Children.toArray(children)
    .map((child) =>
      isValidElement<{ children?: ReactNode }>(child) ? textOf(child.props.children) : String(child),
    )
    .join('');

/** A heading, to which an address leads. */
function Heading({ order, children }: { order: 2 | 3; children: ReactNode }) {
  const id = headingId(textOf(children));
  return (
    <Title
      order={order}
      size={order === 2 ? 'h3' : 'h4'}
      mt="xl"
      mb="xs"
      id={id}
      tabIndex={-1}
      className={classes.section}
    >
      {children}
    </Title>
  );
}

/** A document of the reference. What leads out of it is said, and is no link: the console has no such page. */
export function DocumentWords({ document, children }: DocumentWordsProps) {
  const own: Components = {
    ...parts,
    h2: ({ children: heading }) => <Heading order={2}>{heading}</Heading>,
    h3: ({ children: heading }) => <Heading order={3}>{heading}</Heading>,
    a: ({ href = '', children: label }) => {
      const to = addressOf(href, document);
      if (to !== undefined) {
        return (
          <Anchor component={Link} to={to} inherit>
            {label}
          </Anchor>
        );
      }
      return /^https?:/.test(href) ? (
        <Anchor href={href} inherit>
          {label}
        </Anchor>
      ) : (
        label
      );
    },
  };
  return (
    <div className={classes.words}>
      <Markdown remarkPlugins={[remarkGfm]} components={own}>
        {children}
      </Markdown>
    </div>
  );
}

export function Words({ children }: { children: string }) {
  return (
    <div className={classes.words}>
      <Markdown remarkPlugins={[remarkGfm]} components={parts}>
        {children}
      </Markdown>
    </div>
  );
}

/** A sentence of the document, whose only Markdown is code. */
export function Sentence({ children }: { children: string }) {
  return children.split(/(`[^`]+`)/).map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
    part.startsWith('`') ? <Code key={at}>{part.slice(1, -1)}</Code> : part,
  );
}
