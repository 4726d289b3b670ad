import { Button, FileButton, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { formatEndings } from 'linkwright/import/format';
import { type DragEvent, useState } from 'react';
import { sizeInWords } from '../../shared/text/figures.js';
import { importing as text } from '../../shared/text/import.js';
import classes from './import.module.css';
import type { ImportState, ImportStore } from './store.js';

/** Takes a file that is dropped, or chosen by mouse or keyboard. */
export function FileBox({ store, state: { file, look, fault } }: { store: ImportStore; state: ImportState }) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined) void store.choose(dropped);
  };
  return (
    <Paper
      p="lg"
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap="xs">
        <IconFileUpload size={28} aria-hidden />
        {file !== undefined && <Text fw={600}>{text.described(file.name, sizeInWords(file.size))}</Text>}
        {fault === undefined ? (
          <Text size="sm" c="dimmed" ta="center">
            {isOver ? text.dropNow : text.drop}
          </Text>
        ) : (
          <Text size="sm" c="error" role="alert" ta="center">
            {fault}
          </Text>
        )}
        {file !== undefined && look === undefined && fault === undefined && (
          <Group gap="xs" role="status">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{text.reading}</Text>
          </Group>
        )}
        <FileButton
          accept={formatEndings.join()}
          onChange={(chosen) => chosen !== null && void store.choose(chosen)}
          inputProps={{ 'aria-label': text.choose, tabIndex: -1 }}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {file === undefined ? text.choose : text.chooseOther}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Paper>
  );
}
