import { Button, Collapse, NavLink, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconList, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../shared/paths.js';
import { reference as text } from '../../shared/text/reference.js';
import type { Operation, Reference } from './document.js';
import { DownloadDocument } from './download-document.js';
import classes from './reference.module.css';
import { topicPath, topics } from './topics.js';

/** Whether every word of what was typed stands somewhere in what an operation is called. */
function fits({ id, summary, method, path }: Operation, typed: string): boolean {
  const called = `${id} ${summary} ${method} ${path}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => called.includes(word));
}

interface OperationListProps {
  reference: Reference;
  /** The operation that is shown, or the document of a topic. */
  current: string;
}

function Links({ reference, current }: OperationListProps) {
  const [typed, setTyped] = useState('');
  const { hash } = useLocation();
  const heading = hash === '' ? undefined : hash.slice(1);
  const active = useRef<HTMLAnchorElement>(null);
  // Only the list itself is scrolled, and only when it opens: later the eye is where the pointer is.
  useEffect(() => {
    const list = active.current?.closest(`.${classes.groups}`);
    if (list && active.current) list.scrollTop = active.current.offsetTop - list.clientHeight / 2;
  }, []);
  const words = typed.toLowerCase().split(/\s+/);
  const shownTopics = topics.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const groups = reference.groups
    .map((group) => ({ ...group, operations: group.operations.filter((each) => fits(each, typed)) }))
    .filter(({ operations }) => operations.length > 0);
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        aria-label={text.filter}
        placeholder={text.filter}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div className={classes.groups}>
        {groups.length + shownTopics.length === 0 && (
          <Text size="sm" c="dimmed" role="status">
            {text.filterNone}
          </Text>
        )}
        {shownTopics.length > 0 && (
          <Stack gap={0} mb="sm" role="group" aria-label={text.topics.title}>
            <Text size="xs" fw={700} c="dimmed" px={8} pb={2}>
              {text.topics.title}
            </Text>
            {shownTopics.map((topic) => {
              const isCurrent = topic.document === current && topic.heading === heading;
              return (
                <NavLink
                  key={topic.label}
                  component={Link}
                  to={topicPath(topic)}
                  active={isCurrent}
                  aria-current={isCurrent ? 'page' : undefined}
                  className={classes.link}
                  label={<span className={classes.operation}>{topic.label}</span>}
                />
              );
            })}
          </Stack>
        )}
        {groups.map(({ name, operations }) => (
          <Stack key={name} gap={0} mb="sm">
            <Text size="xs" fw={700} c="dimmed" px={8} pb={2}>
              {name}
            </Text>
            {operations.map(({ id, method }) => (
              <NavLink
                key={id}
                ref={id === current ? active : undefined}
                component={Link}
                to={paths.reference(id)}
                active={id === current}
                aria-current={id === current ? 'page' : undefined}
                className={classes.link}
                label={
                  <span className={classes.operation}>
                    <span className={classes.method}>{method}</span> {id}
                  </span>
                }
              />
            ))}
          </Stack>
        ))}
      </div>
      <DownloadDocument />
    </>
  );
}

/** Every operation by its group. Where there is no room beside the page it is folded away. */
export function OperationList(props: OperationListProps) {
  const isNarrow = useMediaQuery('(max-width: 75em)');
  const [opened, { toggle, close }] = useDisclosure(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an operation that is chosen closes it
  useEffect(close, [props.current]);
  if (!isNarrow) {
    return (
      <nav aria-label={text.operations} className={classes.list}>
        <Links {...props} />
      </nav>
    );
  }
  return (
    <nav aria-label={text.operations}>
      <Button
        variant="default"
        fullWidth
        justify="flex-start"
        leftSection={<IconList size={16} aria-hidden />}
        aria-expanded={opened}
        onClick={toggle}
      >
        {opened ? text.hideOperations : text.showOperations(props.current)}
      </Button>
      <Collapse expanded={opened}>
        {opened && (
          <Stack gap="xs" pt="xs">
            <Links {...props} />
          </Stack>
        )}
      </Collapse>
    </nav>
  );
}
