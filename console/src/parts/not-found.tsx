import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../shared/paths.js';
import { text } from '../shared/text/index.js';
import { Empty } from './empty.js';
import { Page } from './page.js';

/** Shown at an address that does not exist, and for a record that is gone, with words of its own. */
export function NotFound({ title = text.common.notFoundTitle, hint = text.common.notFound }) {
  return (
    <Page title={title}>
      <Empty
        title={hint}
        action={
          <Button component={Link} to={paths.home} variant="default">
            {text.common.backHome}
          </Button>
        }
      />
    </Page>
  );
}
