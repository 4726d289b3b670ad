/** The write programs of recent requests. They take no lock: nothing that they write is read by a rule. */
import { flatRows } from '../store/flat-rows.js';
import {
  defineProgram,
  type RecentRequest,
  type RequestStretch,
  type WriteTransaction,
} from '../store/store.js';

export async function insertRequests(
  transaction: WriteTransaction,
  requests: RecentRequest[],
): Promise<void> {
  await transaction.insertRequests(requests);
}

export const insertRequestsProgram = defineProgram('insertRequests', insertRequests, {
  unlocked: true,
  input: flatRows<RecentRequest>({
    id: true,
    at: true,
    user: true,
    operation: true,
    method: true,
    path: true,
    userAgent: true,
    status: true,
    duration: true,
    errorCode: true,
    requestId: true,
  }),
});

export async function deleteRequests(transaction: WriteTransaction, stretch: RequestStretch): Promise<void> {
  await transaction.deleteRequests(stretch);
}

export const deleteRequestsProgram = defineProgram('deleteRequests', deleteRequests, { unlocked: true });
