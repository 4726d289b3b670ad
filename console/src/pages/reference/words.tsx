/** Texts of the document: Markdown, with its headings one below the page's own. */
import { Anchor, Code, List, Table, Text, Title } from '@mantine/core';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './reference.module.css';
import { ScrollingTable } from './scrolling-table.js';

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
