/** What a form is filled from: a menu of all examples, and a button for each scenario. */
import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { reference as text } from '../../shared/text/reference.js';
import type { Example } from './document.js';
import classes from './reference.module.css';

interface ExampleChoicesProps {
  examples: Example[];
  onUse(example: Example): void;
}

export function ExampleMenu({ examples, onUse }: ExampleChoicesProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={examples.length === 0}
        >
          {text.examples.menu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {examples.map((example) => (
          <Menu.Item key={example.name} onClick={() => onUse(example)}>
            {example.summary}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The examples that the page of an operation begins with, as scenarios. */
const isScenario = ({ summary }: Example) => summary.startsWith('Scenario ');

export function ScenarioButtons({ examples, onUse }: ExampleChoicesProps) {
  const scenarios = examples.filter(isScenario);
  if (scenarios.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={text.tryIt.scenarios}>
      {scenarios.map((example) => (
        <Button
          key={example.name}
          variant="light"
          size="xs"
          h="auto"
          py={6}
          classNames={{ label: classes.scenario }}
          onClick={() => onUse(example)}
        >
          {example.summary}
        </Button>
      ))}
    </Group>
  );
}
