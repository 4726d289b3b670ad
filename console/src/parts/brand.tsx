import { Group, Text } from '@mantine/core';
import { text } from '../shared/text/index.js';
import icon from './icon.svg';

/** The product's sign and name. */
export function Brand() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src={icon} width={28} height={28} alt="" />
      <Text fw={700} size="lg" component="span">
        {text.common.product}
      </Text>
    </Group>
  );
}
