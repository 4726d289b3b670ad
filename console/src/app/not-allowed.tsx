import { Empty } from '../parts/empty.js';
import { text } from '../text/index.js';

/** What stands in the place of something that the user may not see. */
export function NotAllowed() {
  return <Empty title={text.common.notAllowedTitle} hint={text.common.notAllowed} />;
}
