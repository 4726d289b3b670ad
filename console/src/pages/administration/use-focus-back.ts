import { useEffect } from 'react';

/**
 * Gives the focus back to what opened a dialog, once that is gone. The library does so for a dialog that it sees closing,
 * not for one that is there only while it is open.
 */
export function useFocusBack(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      // The focus moves only where it was lost: a page that the dialog led to has placed it already.
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
}
