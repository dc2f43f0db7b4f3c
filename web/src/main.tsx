import '@mantine/core/styles.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/table.css';
import './styles/market.css';
import './styles/chain.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startLanguages } from './i18n';
import { open } from './state/opening';
import { theme } from './theme';

async function start(root: HTMLElement): Promise<void> {
  await startLanguages();
  void open();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <App />
      </MantineProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
