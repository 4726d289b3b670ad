import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../data/keys.js';
import { messageOf } from '../parts/failure.js';
import { useSession } from '../session/session.js';
import { sendingWithProgress } from './sending-with-progress.js';
import type { RecordId } from './tell-records.js';

export interface UploadOf {
  key: number;
  file: File;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** Hundredths that are sent. */
  percent: number;
  failure?: string;
}

interface Uploads {
  list: UploadOf[];
  isSending: boolean;
  leaveOut(key: number): void;
  /** Uploads what is not there yet, one after the other. Answers how many are, or nothing where some failed. */
  send(texts: { folder: string; description: string }): Promise<number | undefined>;
  stop(): void;
}

/** Files on their way to a record. What was sent is attached, also where others fail. */
export function useUploads(to: RecordId, files: readonly File[]): Uploads {
  const { clientBy } = useSession();
  const queries = useQueryClient();
  const [list, setList] = useState<UploadOf[]>(() =>
    files.map((file, key) => ({ key, file, state: 'waiting', percent: 0 })),
  );
  const [isSending, setSending] = useState(false);
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);

  const change = (key: number, changes: Partial<UploadOf>) =>
    setList((before) => before.map((each) => (each.key === key ? { ...each, ...changes } : each)));

  const sendOne = async (
    { key, file }: UploadOf,
    { folder, description }: { folder: string; description: string },
    signal: AbortSignal,
  ): Promise<boolean> => {
    change(key, { state: 'sending', percent: 0, failure: undefined });
    const client = clientBy(
      sendingWithProgress((sent, of) => change(key, { percent: Math.floor((100 * sent) / of) })),
    );
    try {
      const texts = {
        ...(folder === '' ? {} : { folder }),
        ...(description === '' ? {} : { description }),
      };
      await client.files.upload(
        { domain: to.domain, id: to.id },
        { content: file, fileName: file.name, ...texts },
        { signal },
      );
      change(key, { state: 'done', percent: 100 });
      return true;
    } catch (error) {
      if (signal.aborted) change(key, { state: 'waiting', percent: 0 });
      else change(key, { state: 'failed', failure: messageOf(error) });
      return false;
    }
  };

  const send: Uploads['send'] = async (texts) => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    setSending(true);
    let sent = 0;
    let all = true;
    for (const upload of list.filter(({ state }) => state !== 'done')) {
      if (signal.aborted) return undefined;
      if (await sendOne(upload, texts, signal)) sent++;
      else all = false;
    }
    setSending(false);
    queries.invalidateQueries({ queryKey: keys.links(to.domain, to.id) });
    queries.invalidateQueries({ queryKey: keys.recordsOf('File') });
    return all ? sent : undefined;
  };

  return {
    list,
    isSending,
    leaveOut: (key) => setList((before) => before.filter((each) => each.key !== key)),
    send,
    stop: () => {
      stopping.current.abort();
      setSending(false);
    },
  };
}
