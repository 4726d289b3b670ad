/** The reference's own pages, as they stand in docs/reference: read when one is opened, and written nowhere else. */
import { paths } from '../../shared/paths.js';
import { reference as text } from '../../shared/text/reference.js';

const documents = import.meta.glob<string>('../../../../docs/reference/*.md', {
  query: '?raw',
  import: 'default',
});

/** What is at an address of the console, by the name of its file. */
const loaders = new Map(
  Object.entries(documents).map(([path, load]) => [/([\w-]+)\.md$/.exec(path)?.[1] ?? '', load]),
);

/** The pages that are listed: a document, or the part of one that has a name of its own. */
export const topics: { label: string; document: string; heading?: string }[] = [
  { label: text.topics.signingIn, document: 'signing-in' },
  { label: text.topics.errors, document: 'errors' },
  { label: text.topics.identification, document: 'identification' },
  { label: text.topics.paging, document: 'link-operations', heading: 'pages' },
  { label: text.topics.repeating, document: 'records', heading: 'sent-twice' },
  { label: text.topics.limits, document: 'limits' },
  { label: text.topics.changes, document: 'link-operations', heading: 'changes' },
  { label: text.topics.history, document: 'records', heading: 'history' },
  { label: text.topics.linkFields, document: 'metadata', heading: 'fields-of-links' },
  { label: text.topics.merge, document: 'merge' },
];

/** The address of a topic. */
export const topicPath = ({ document, heading }: { document: string; heading?: string | undefined }) =>
  paths.topic(document) + (heading === undefined ? '' : `#${heading}`);

export interface Topic {
  title: string;
  /** Markdown, without its title. */
  words: string;
}

export const isTopic = (document: string): boolean => loaders.has(document);

/** The page of a document. @throws Error where the server is another version, and does not have it */
export async function readTopic(document: string): Promise<Topic> {
  const words = (await loaders.get(document)?.()) ?? '';
  const [, title = '', rest = ''] = /^# (.*)\n([\s\S]*)$/.exec(words) ?? [];
  return { title, words: rest };
}

/** What a heading is called in an address, as GitHub has it. */
export const headingId = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** Where a link of a document leads in the console; `undefined` where it leads out of the reference. */
export function addressOf(href: string, document: string): string | undefined {
  const [, name = '', hash = ''] = /^(?:([\w-]+)\.md)?(#[\w-]+)?$/.exec(href) ?? [];
  if (name === '' && hash === '') return undefined;
  const target = name === '' ? document : name;
  return loaders.has(target) ? paths.topic(target) + hash : undefined;
}
