/** The write programs of recent requests. They take no lock: nothing that they write is read by a rule. */
import { flatRows } from '../store/flat-rows.js';
import { defineProgram, type RequestBlock, type WriteTransaction } from '../store/store.js';

export async function insertRequests(transaction: WriteTransaction, blocks: RequestBlock[]): Promise<void> {
  await transaction.insertRequestBlocks(blocks);
}

export const insertRequestsProgram = defineProgram('insertRequests', insertRequests, {
  unlocked: true,
  input: flatRows<RequestBlock>({
    id: true,
    first: true,
    minute: true,
    user: true,
    administrative: true,
    requests: true,
    operations: true,
    statuses: true,
    errors: true,
    packed: true,
  }),
});

export async function deleteRequests(transaction: WriteTransaction, blocks: string[]): Promise<void> {
  await transaction.deleteRequestBlocks(blocks);
}

export const deleteRequestsProgram = defineProgram('deleteRequests', deleteRequests, { unlocked: true });
