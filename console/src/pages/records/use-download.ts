import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useSession } from '../../session/session.js';
import { showFailure } from '../../shared/notices.js';
import { saveFile } from '../../shared/save-file.js';
import type { FileOf } from './file-kind.js';

/** Saves a file's content under its name. It is fetched with the token first, as a link could not. */
export function useDownload(): UseMutationResult<void, Error, Pick<FileOf, 'id' | 'name'>> {
  const { client } = useSession();
  return useMutation({
    mutationFn: async ({ id, name }) => {
      const answer = await client.files.download(id);
      saveFile(await answer.blob(), name);
    },
    onError: (error: Error) => showFailure(error),
  });
}
