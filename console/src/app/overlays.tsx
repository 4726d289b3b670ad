/** What lies over the pages: the palette, and notices of what was done. They load after the first page, which needs neither. */
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { clearNotices } from '../shared/notices.js';
import classes from './overlays.module.css';
import { Palette } from './palette.js';

export default function Overlays() {
  useEffect(() => clearNotices, []);
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
