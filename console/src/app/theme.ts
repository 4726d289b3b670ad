import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import { text } from '../shared/text/index.js';
import { keepFocus } from './keep-focus.js';

/** Without this role, a dialog's header would count as the page's. */
const header = { attributes: { header: { role: 'none' } } };

/** The button is a cross, which needs a name. */
const closing = { closeButtonProps: { 'aria-label': text.common.close } };

/** Colors with enough contrast for text on either ground (WCAG 2.2 AA), which the library's own do not all have. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    // It would move even where people ask for less motion, with too little contrast on the way.
    SegmentedControl: { defaultProps: { transitionDuration: 0 } },
    Modal: { defaultProps: { ...header, ...closing, onFocusCapture: keepFocus } },
    Drawer: { defaultProps: { ...header, ...closing, onFocusCapture: keepFocus } },
    PopoverDropdown: { defaultProps: { onFocusCapture: keepFocus } },
    Notification: { defaultProps: closing },
  },
});

export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: { '--field-border': colors.gray[6] },
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors.indigo[8],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors.indigo[3],
  },
});
