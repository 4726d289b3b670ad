/** The write programs of recent requests. They take no lock: nothing that they write is read by a rule. */
import {
  defineProgram,
  type RecentRequest,
  type RequestStretch,
  type WriteTransaction,
} from '../store/store.js';

type Flat = (number | string | null)[];

/** Requests as one flat array, for the way between threads (`packCommands` says why). */
export function packRequests(requests: RecentRequest[]): Flat {
  const flat: Flat = [];
  for (const request of requests) {
    flat.push(request.id, request.at, request.user, request.operation, request.method, request.path);
    flat.push(request.userAgent, request.status, request.duration, request.errorCode, request.requestId);
  }
  return flat;
}

function unpackRequests(flat: Flat): RecentRequest[] {
  const requests: RecentRequest[] = [];
  let at = 0;
  const next = <Value>() => flat[at++] as Value;
  while (at < flat.length) {
    requests.push({
      id: next(),
      at: next(),
      user: next(),
      operation: next(),
      method: next(),
      path: next(),
      userAgent: next(),
      status: next(),
      duration: next(),
      errorCode: next(),
      requestId: next(),
    });
  }
  return requests;
}

export async function insertRequests(transaction: WriteTransaction, flat: Flat): Promise<void> {
  await transaction.insertRequests(unpackRequests(flat));
}

export const insertRequestsProgram = defineProgram('insertRequests', insertRequests, { unlocked: true });

export async function deleteRequests(transaction: WriteTransaction, stretch: RequestStretch): Promise<void> {
  await transaction.deleteRequests(stretch);
}

export const deleteRequestsProgram = defineProgram('deleteRequests', deleteRequests, { unlocked: true });
