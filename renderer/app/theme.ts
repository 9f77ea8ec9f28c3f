import {
  Button,
  Drawer,
  Modal,
  Popover,
  Select,
  Tooltip,
  createTheme,
  defaultVariantColorsResolver,
} from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const ACCENT: MantineColorsTuple = [
  '#f1efff',
  '#dfdbff',
  '#c9c2ff',
  '#b3aaff',
  '#a196ff',
  '#8f82ff',
  '#7d6ff7',
  '#6a5bee',
  '#5b4ce0',
  '#4b3dc9',
];

/** Mantine's dialogs have a `header` element, which would stand as a second banner of the page. */
const PLAIN_HEADER = { header: { role: 'presentation' } };

const BUTTON_SIZES = new Map([
  ['xs', { '--button-height': '24px', '--button-padding-x': '8px', '--button-fz': '11.5px' }],
  ['sm', { '--button-height': '28px', '--button-padding-x': '11px', '--button-fz': '12px' }],
  ['md', { '--button-height': '34px', '--button-padding-x': '14px', '--button-fz': '13px' }],
]);

/** Mantine drawn with the roles of tokens.css; sizes are the density's, not Mantine's. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 7,
  colors: { accent: ACCENT },
  fontFamily: 'var(--qt-font-ui)',
  fontFamilyMonospace: 'var(--qt-font-num)',
  fontSizes: {
    xs: 'var(--qt-text-xs)',
    sm: 'var(--qt-text-sm)',
    md: 'var(--qt-text-md)',
    lg: 'var(--qt-text-lg)',
    xl: 'var(--qt-text-xl)',
  },
  radius: { xs: 'var(--qt-r-0)', sm: 'var(--qt-r-1)', md: 'var(--qt-r-2)', lg: 'var(--qt-r-3)', xl: 'var(--qt-r-4)' },
  defaultRadius: 'md',
  shadows: { xs: 'var(--qt-e-1)', sm: 'var(--qt-e-1)', md: 'var(--qt-e-2)', lg: 'var(--qt-e-3)', xl: 'var(--qt-e-3)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: defaultVariantColorsResolver,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', variant: 'default' },
      // Mantine writes its own into the element, where no style sheet overrules them.
      vars: (_theme, { size }) => ({ root: BUTTON_SIZES.get(String(size)) ?? {} }),
    }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        transitionProps: { duration: 140 },
        overlayProps: { blur: 1.5 },
        attributes: PLAIN_HEADER,
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { position: 'right', size: 460, transitionProps: { duration: 180 }, attributes: PLAIN_HEADER },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } }),
    Select: Select.extend({ defaultProps: { checkIconPosition: 'right', allowDeselect: false } }),
  },
});

const ROLES = {
  '--mantine-color-body': 'var(--qt-bg-overlay)',
  '--mantine-color-text': 'var(--qt-fg-1)',
  '--mantine-color-bright': 'var(--qt-fg-1)',
  '--mantine-color-dimmed': 'var(--qt-fg-3)',
  '--mantine-color-placeholder': 'var(--qt-fg-3)',
  '--mantine-color-anchor': 'var(--qt-accent-fg)',
  '--mantine-color-error': 'var(--qt-error)',
  '--mantine-color-success': 'var(--qt-ok)',
  '--mantine-color-default': 'var(--qt-bg-raised)',
  '--mantine-color-default-hover': 'color-mix(in srgb, var(--qt-fg-1) 6%, var(--qt-bg-raised))',
  '--mantine-color-default-color': 'var(--qt-fg-1)',
  '--mantine-color-default-border': 'var(--qt-line-3)',
  '--mantine-color-disabled': 'var(--qt-bg-raised)',
  '--mantine-color-disabled-color': 'var(--qt-fg-disabled)',
  '--mantine-color-disabled-border': 'var(--qt-line-2)',
  '--mantine-color-accent-filled': 'var(--qt-accent-fill)',
  '--mantine-color-accent-filled-hover': 'color-mix(in srgb, var(--qt-accent-fill) 88%, var(--qt-fg-1))',
  '--mantine-color-accent-light': 'var(--qt-accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--qt-accent-soft)',
  '--mantine-color-accent-light-color': 'var(--qt-accent-fg)',
  '--mantine-primary-color-contrast': 'var(--qt-accent-on)',
};

/** Both themes read the same roles; which values they have is decided by `data-theme`. */
export const resolveCssVariables: CSSVariablesResolver = () => ({ variables: {}, light: ROLES, dark: ROLES });
