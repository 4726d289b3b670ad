import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { text } from '../shared/text/index.js';

const schemes = [
  { scheme: 'light', label: text.common.light, Icon: IconSun },
  { scheme: 'dark', label: text.common.dark, Icon: IconMoon },
  { scheme: 'auto', label: text.common.system, Icon: IconDeviceDesktop },
] as const;

export function ColorSchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return schemes.map(({ scheme, label, Icon }) => (
    <Menu.Item
      key={scheme}
      role="menuitemradio"
      aria-checked={colorScheme === scheme}
      leftSection={<Icon size={16} aria-hidden />}
      rightSection={colorScheme === scheme ? <IconCheck size={16} aria-hidden /> : undefined}
      onClick={() => setColorScheme(scheme)}
    >
      {label}
    </Menu.Item>
  ));
}
