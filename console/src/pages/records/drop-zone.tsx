import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { records } from '../../shared/text/records.js';
import classes from './drop-zone.module.css';

/** Takes files that are dropped, or chosen by the button. */
export function DropZone({ onFiles }: { onFiles(files: File[]): void }) {
  const [over, setOver] = useState(false);
  const take = (files: File[]) => {
    if (files.length > 0) onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button within is for everybody
    <div
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="xs">
        <IconUpload size={18} aria-hidden />
        <Text size="sm" visibleFrom="sm">
          {records.files.drop}
        </Text>
        <FileButton multiple onChange={take}>
          {(props) => (
            <Button {...props} variant="light" size="xs">
              {records.files.choose}
            </Button>
          )}
        </FileButton>
      </Group>
    </div>
  );
}
