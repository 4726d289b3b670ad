import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useSession } from '../../session/session.js';
import { showFailure } from '../../shared/notices.js';
import { saveFile } from '../../shared/save-file.js';
import { reference as text } from '../../shared/text/reference.js';

/** Saves the server's OpenAPI document, from which clients in any language are made. */
export function DownloadDocument() {
  const { client } = useSession();
  const saving = useMutation({
    mutationFn: async () => {
      const { data } = await client.api.GET('/openapi.json');
      saveFile(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }), 'openapi.json');
    },
    onError: showFailure,
  });
  return (
    <Button
      variant="default"
      size="xs"
      flex="none"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={saving.isPending}
      onClick={() => saving.mutate()}
    >
      {text.download}
    </Button>
  );
}
