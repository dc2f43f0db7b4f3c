import { createTheme, type MantineColorsTuple } from '@mantine/core';

const river: MantineColorsTuple = [
  '#e6f7f1',
  '#cfeade',
  '#a0d5bf',
  '#6dbf9d',
  '#45ad81',
  '#2b9f6e',
  '#127a55',
  '#0f6b4b',
  '#0d5c4a',
  '#063f32',
];
const night: MantineColorsTuple = [
  '#d6e0dc',
  '#b4c3bd',
  '#91a49c',
  '#64776f',
  '#33443d',
  '#26352f',
  '#1b2823',
  '#141f1b',
  '#0f1815',
  '#0a110f',
];

/** Dense: a trading page shows much at once. System fonts only, so that nothing is fetched from elsewhere. */
export const theme = createTheme({
  primaryColor: 'river',
  primaryShade: { light: 7, dark: 6 },
  colors: { river, dark: night },
  defaultRadius: 'sm',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true, maw: 320 } },
    Modal: { defaultProps: { centered: true } },
  },
});
