import { Button, Code, Container } from '@mantine/core';
import { useRouteError } from 'react-router';
import { Empty } from '../parts/empty.js';
import { text } from '../text/index.js';

/** What stands there when a page has failed in a way that nobody foresaw, or could not be loaded. */
export function Broken() {
  const error = useRouteError();
  return (
    <Container py="xl">
      <Empty
        title={text.common.brokenTitle}
        hint={
          <>
            {text.common.broken}
            <Code block mt="sm">
              {error instanceof Error ? error.message : String(error)}
            </Code>
          </>
        }
        action={<Button onClick={() => location.reload()}>{text.common.reload}</Button>}
      />
    </Container>
  );
}
