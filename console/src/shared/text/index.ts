/** Every text of the console, in English. A part's texts stand in a file of its own. */
import { account } from './account.js';
import { common } from './common.js';
import { home } from './home.js';
import { session } from './session.js';
import { welcome } from './welcome.js';

export const text = { account, common, home, session, welcome };
