/** What lies over the pages: the palette, and notices of what was done. They load after the first page, which needs neither. */
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import { useHotkeys } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { clearNotices, takeNewest } from '../shared/notices.js';
import classes from './overlays.module.css';
import { Palette } from './palette.js';

export default function Overlays() {
  useEffect(() => clearNotices, []);
  // Within a field the key takes back what was typed there.
  useHotkeys([['mod+Z', takeNewest]]);
  return (
    <>
      <Notifications
        position="bottom-right"
        limit={4}
        notificationMaxHeight="none"
        classNames={{ root: classes.notices }}
      />
      <Palette />
    </>
  );
}
