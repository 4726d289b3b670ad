import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { takeTokenFromLink } from '../session/sign-in.js';
import { basePath, isDemo, styleNonce } from '../shared/server.js';
import { createRouter } from './routes.js';
import { cssVariables, theme } from './theme.js';

if (isDemo) takeTokenFromLink();

// Updates come before the next click, so that the second of a double click finds its button busy already.
notifyManager.setScheduler(queueMicrotask);

const queries = new QueryClient({
  // The client itself retries what may be retried.
  defaultOptions: { queries: { retry: false, staleTime: 5_000 }, mutations: { retry: false } },
});
const colorScheme = localStorageColorSchemeManager({ key: `linkwright-colors:${basePath}` });
const router = createRouter();

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
