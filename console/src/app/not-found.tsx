import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Empty } from '../parts/empty.js';
import { Page } from '../parts/page.js';
import { text } from '../text/index.js';
import { paths } from './paths.js';

/** What stands at an address that there is not; also for a record that is gone, with words of its own. */
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
