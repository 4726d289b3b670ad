import { Button, Code, Container } from '@mantine/core';
import { useRouteError } from 'react-router';
import { Empty } from '../parts/empty.js';
import { text } from '../shared/text/index.js';

/** What browsers say when a part of the console could not be loaded. */
const unloaded = /dynamically imported module|Importing a module script failed/i;

/** Shown when a page has failed in a way that nobody foresaw, or could not be loaded. */
export function Broken() {
  const error = useRouteError();
  const isMissing = error instanceof TypeError && unloaded.test(error.message);
  return (
    <Container py="xl">
      <Empty
        title={isMissing ? text.common.missingTitle : text.common.brokenTitle}
        hint={
          <>
            {isMissing ? text.common.missing : text.common.broken}
            <Code block mt="sm" style={{ whiteSpace: 'pre-wrap' }}>
              {error instanceof Error ? error.message : String(error)}
            </Code>
          </>
        }
        action={<Button onClick={() => location.reload()}>{text.common.reload}</Button>}
      />
    </Container>
  );
}
