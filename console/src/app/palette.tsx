/** The command palette: a box that completes, over any page. */
import { Box, Highlight, Input, UnstyledButton } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { searchFault } from '../data/search-fault.js';
import { useCompletion } from '../parts/choice/completion.js';
import { Said } from '../parts/choice/dropdown.js';
import { messageOf } from '../shared/failure-message.js';
import { text } from '../shared/text/index.js';
import own from './palette.module.css';
import { type PaletteAction, usePaletteActions } from './palette-actions.js';

const { palette } = text.common;
const { classes } = Spotlight;

/** Pixels of height from which on the list scrolls. */
const tallest = 420;

interface ActionProps {
  id: string;
  action: PaletteAction;
  typed: string;
  isMarked: boolean;
  onChoose(): void;
}

/** Looks like the library's, which takes no id: screen readers need one to tell which action is marked. */
function Action({ id, action: { label, description, icon }, typed, isMarked, onChoose }: ActionProps) {
  return (
    <UnstyledButton
      component="div"
      className={`${classes.action} ${own.action}`}
      id={id}
      role="option"
      aria-selected={isMarked}
      data-selected={isMarked || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {icon !== undefined && (
        <Box component="span" className={classes.actionSection} mod={{ position: 'left', dimmed: true }}>
          {icon}
        </Box>
      )}
      <span className={classes.actionBody}>
        <Highlight component="span" highlight={typed.trim()} className={classes.actionLabel}>
          {label}
        </Highlight>
        <span className={classes.actionDescription}>{description}</span>
      </span>
    </UnstyledButton>
  );
}

function Search({ typed, onType }: { typed: string; onType(typed: string): void }) {
  const { groups, isWaiting, error } = usePaletteActions(typed);
  const actions = groups.flatMap((group) => group.actions);
  const completion = useCompletion({
    options: actions.map(({ id, label }) => ({ value: id, label })),
    typed,
    isWaiting,
    isAlwaysOpen: true,
    onChoose: (id) => {
      spotlight.close();
      actions.find((each) => each.id === id)?.run();
    },
  });
  const { input, listId, marked, optionId, said, choose, onKey } = completion;
  const nothing = error !== null ? messageOf(error) : palette.nothing;
  const empty = searchFault(typed.trim()) ?? (isWaiting ? text.common.loading : nothing);
  return (
    <>
      <Input
        size="lg"
        classNames={{ input: classes.search }}
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={palette.placeholder}
        aria-label={palette.open}
        {...input}
        aria-autocomplete="list"
        aria-expanded={actions.length > 0}
        aria-controls={actions.length > 0 ? listId : undefined}
        // The list is all of the palette: one Escape closes both.
        data-mantine-stop-propagation={undefined}
        data-autofocus
        value={typed}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
        onKeyDown={onKey}
      />
      <Said>{actions.length === 0 ? '' : said}</Said>
      <Spotlight.ActionsList hidden={actions.length === 0}>
        <div id={listId} role="listbox" aria-label={palette.open}>
          {groups.map((group) => (
            <Spotlight.ActionsGroup
              key={group.label}
              label={group.label}
              role="group"
              aria-label={group.label}
            >
              {group.actions.map((action) => (
                <Action
                  key={action.id}
                  id={optionId(action.id)}
                  action={action}
                  typed={typed}
                  isMarked={marked?.value === action.id}
                  onChoose={() => choose(action.id)}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </div>
      </Spotlight.ActionsList>
      <div aria-live="polite">{actions.length === 0 && <Spotlight.Empty>{empty}</Spotlight.Empty>}</div>
    </>
  );
}

export function Palette() {
  const [typed, setTyped] = useState('');
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      scrollable
      maxHeight={tallest}
      attributes={{ content: { 'aria-label': palette.open } }}
    >
      <Search typed={typed} onType={setTyped} />
    </Spotlight.Root>
  );
}
