import type { components } from './openapi.js';

type Schemas = components['schemas'];

/** Why the server refuses a call: the codes of its OpenAPI document. */
export type ErrorCode = Schemas['ErrorCode'];

/** Why a call failed: a refusal, or `unreachable` where no Linkwright server answered. */
export type FailureCode = ErrorCode | 'unreachable';

/** A refusal as the server sends it. */
export type Problem = Schemas['Problem'];

/**
 * A call that failed. `code` says why, and a `switch` over it can be exhaustive; the message is meant for
 * people, and names what is wrong, what came and what is accepted.
 */
export class LinkwrightError extends Error {
  override readonly name = 'LinkwrightError';
  readonly code: FailureCode;
  /** The HTTP status of the answer; 0 where there was none. */
  readonly status: number;
  /** The id of the call in the server's log and in its list of recent requests. */
  readonly requestId: string | undefined;
  /** What is wrong with the input, each with a JSON Pointer to its place. */
  readonly errors: NonNullable<Problem['errors']>;
  /** Records whose key is close to one that found nothing; only a dry run has them. */
  readonly candidates: NonNullable<Problem['candidates']>;
  /** Of `changed_meanwhile`: what became of the record, newest first. */
  readonly changes: NonNullable<Problem['changes']>;

  constructor(
    code: FailureCode,
    message: string,
    {
      status = 0,
      requestId,
      problem = {},
    }: { status?: number; requestId?: string | undefined; problem?: Partial<Problem> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.errors = problem.errors ?? [];
    this.candidates = problem.candidates ?? [];
    this.changes = problem.changes ?? [];
  }
}

function problemOf(text: string): Partial<Problem> {
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === 'object' && problem !== null ? problem : {};
  } catch {
    return {};
  }
}

/** Whether the answer is a redirect, whose status a browser hides. */
function isRedirect({ type, status, headers }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && headers.has('Location'));
}

/** The error for an answer that is no success. An answer without a code did not come from Linkwright. */
export async function failureOf(response: Response, server: string): Promise<LinkwrightError> {
  const { status, statusText, headers } = response;
  const requestId = headers.get('X-Request-Id') ?? undefined;
  const problem = problemOf(await response.text());
  const { code, detail } = problem;
  if (code !== undefined && detail !== undefined) {
    return new LinkwrightError(code, detail, { status, requestId, problem });
  }
  if (isRedirect(response)) {
    const message = `${server} redirects to another address, which is not followed; give the server's own.`;
    return new LinkwrightError('unreachable', message, { status, requestId });
  }
  const answer = `${status} ${statusText}`.trim();
  return new LinkwrightError('unreachable', `${server} answered ${answer}, but not as Linkwright does.`, {
    status,
    requestId,
  });
}
