import { text } from '../shared/text/index.js';
import { Empty } from './empty.js';

/** What stands in the place of something that the user may not see. */
export function NotAllowed() {
  return <Empty title={text.common.notAllowedTitle} hint={text.common.notAllowed} />;
}
