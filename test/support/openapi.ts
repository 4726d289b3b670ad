/** Checks answers against the OpenAPI document with a validator that is not the product's own. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type DocumentedOperation, openApiDocument } from '#linkwright/contract/openapi/document.js';

export const document = openApiDocument();

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'document');

const step = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
const validators = new Map<string, ValidateFunction>();

function validatorAt(pointer: string): ValidateFunction {
  const known = validators.get(pointer) ?? ajv.compile({ $ref: `document#${encodeURI(pointer)}` });
  validators.set(pointer, known);
  return known;
}

/** Fixed parts take precedence over names in braces, as in the server. */
const paths = Object.keys(document.paths)
  .map((path) => {
    const parts = path
      .split('/')
      .map((part) => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')));
    return { path, names: path.split('{').length, pattern: new RegExp(`^${parts.join('/')}/?$`, 'i') };
  })
  .sort((one, other) => one.names - other.names);

/** The document's path for a request's, or `undefined`. */
export function pathOf(requested: string): string | undefined {
  const [bare = ''] = requested.split('?');
  return paths.find(({ pattern }) => pattern.test(bare))?.path;
}

/** An operation as the document has it, by its path there, or `undefined`. */
export function documentedOperation(method: string, path: string): DocumentedOperation | undefined {
  return document.paths[path]?.[method.toLowerCase()];
}

/** Says where an answer differs from the document: an empty list, where it does not. */
export function faultsOfAnswer(
  method: string,
  requested: string,
  { status, headers, text }: { status: number; headers: Headers; text: string },
): string[] {
  const path = pathOf(requested);
  if (path === undefined) return [];
  const operation = documentedOperation(method, path);
  if (operation === undefined) return [];
  const response = operation.responses[status];
  const named = `${operation.operationId} answered ${status}`;
  if (response === undefined) return [`${named}, which the document does not have: ${text.slice(0, 200)}`];
  const [type = ''] = (headers.get('Content-Type') ?? '').split(';');
  const faults: string[] = [];
  for (const header of ['X-Request-Id', ...(status >= 400 ? ['Error-Code'] : [])]) {
    if (!headers.has(header)) faults.push(`${named} without ${header}`);
  }
  if (Object.keys(response.content).length === 0) {
    if (text !== '') faults.push(`${named} with a body: ${text.slice(0, 200)}`);
    return faults;
  }
  if (response.content[type] === undefined) return [...faults, `${named} with the type ${type}`];
  const place = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
  const validate = validatorAt(place.map(step).join(''));
  const isJson = type.endsWith('json') || type === 'text/event-stream';
  const value = isJson ? JSON.parse(text) : text;
  if (!validate(value)) {
    faults.push(`${named}: ${ajv.errorsText(validate.errors)} in ${text.slice(0, 500)}`);
  }
  const code = headers.get('Error-Code');
  const isNamed = operation['x-errors'].some(
    (each) => each.code === code && [each.status, each.problemStatus].includes(status),
  );
  if (code !== null && !isNamed) faults.push(`${named} with ${code}, which the document does not name there`);
  return faults;
}
