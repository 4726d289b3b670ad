/** What `deploy/` holds, as a program can read it: for its check and its test. */
import { readFileSync } from 'node:fs';
import { root } from './steps.mjs';

const read = (/** @type {string} */ name) => readFileSync(`${root}/${name}`, 'utf8');

/**
 * The instructions of the Dockerfile, by stage. One that goes on over several lines is one.
 *
 * @returns {{ from: string, name: string, steps: { instruction: string, rest: string }[] }[]}
 */
export function stagesOfImage() {
  const lines = read('deploy/Dockerfile')
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  /** @type {ReturnType<typeof stagesOfImage>} */
  const stages = [];
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') {
      const [from = '', name = ''] = rest.split(/ as /i);
      stages.push({ from, name, steps: [] });
    } else stages.at(-1)?.steps.push({ instruction, rest });
  }
  return stages;
}

/** What goes into the build: the names at the top that `.dockerignore` lets through. */
export function namesOfContext() {
  return [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name = '']) => name);
}

/** The variables of the image. @returns {Record<string, string>} */
export function variablesOfImage() {
  const rests = stagesOfImage()
    .at(-1)
    ?.steps.filter(({ instruction }) => instruction === 'ENV')
    .map(({ rest }) => rest);
  return Object.fromEntries(
    (rests ?? []).flatMap((rest) =>
      [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    ),
  );
}

/** The words of the command by which Docker asks a container whether it is alive. @returns {string[]} */
export function healthCheckOfImage() {
  const rest = stagesOfImage()
    .at(-1)
    ?.steps.find(({ instruction }) => instruction === 'HEALTHCHECK')?.rest;
  return JSON.parse(rest?.slice(rest.indexOf(' CMD ') + 5) ?? '[]');
}
