/** Tests run what ships: the compiled program. */
import { execFileSync } from 'node:child_process';

export function setup() {
  execFileSync('npx', ['tsc'], { stdio: 'inherit' });
}
