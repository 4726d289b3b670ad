import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../data/keys.js';
import { type Session, useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { records } from '../../shared/text/records.js';
import { sendingWithProgress } from './sending-with-progress.js';
import type { RecordId } from './tell-records.js';

export interface UploadOf {
  key: number;
  file: File;
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'stopped';
  /** Hundredths that are sent. */
  percent: number;
  failure?: string;
}

/** What is said of files besides what they are called. */
interface Texts {
  folder: string;
  description: string;
}

interface Uploads {
  list: UploadOf[];
  isSending: boolean;
  /** Whether it was stopped before all were sent. */
  isStopped: boolean;
  leaveOut(key: number): void;
  /** Uploads what is not there yet, one after the other. Answers how many are, or nothing where some failed. */
  send(texts: Texts): Promise<number | undefined>;
  /** Sends no more: neither of the one under way nor of those behind it. */
  stop(): void;
}

interface UploadGiven {
  clientBy: Session['clientBy'];
  to: RecordId;
  file: File;
  texts: Texts;
  signal: AbortSignal;
}

/** Uploads a file, and tells what has become of it so far. Answers whether it is there. */
async function upload(
  { clientBy, to, file, texts: { folder, description }, signal }: UploadGiven,
  tell: (changes: Partial<UploadOf>) => void,
): Promise<boolean> {
  tell({ state: 'sending', percent: 0, failure: undefined });
  let isWhole = false;
  const client = clientBy(
    sendingWithProgress((sent, of) => {
      isWhole = sent === of;
      tell({ percent: Math.floor((100 * sent) / of) });
    }),
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
    tell({ state: 'done', percent: 100 });
    return true;
  } catch (error) {
    // What the server has whole it may keep, though nobody waits for its answer.
    const failure = isWhole ? records.files.perhapsUploaded : undefined;
    if (signal.aborted) tell({ state: 'stopped', failure });
    else tell({ state: 'failed', failure: messageOf(error) });
    return false;
  }
}

/** Files on their way to a record. What was sent is attached, also where others fail. */
export function useUploads(to: RecordId, files: readonly File[]): Uploads {
  const { clientBy } = useSession();
  const queries = useQueryClient();
  const [list, setList] = useState<UploadOf[]>(() =>
    files.map((file, key) => ({ key, file, state: 'waiting', percent: 0 })),
  );
  const [isSending, setSending] = useState(false);
  const [isStopped, setStopped] = useState(false);
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);

  const change = (key: number, changes: Partial<UploadOf>) =>
    setList((before) => before.map((each) => (each.key === key ? { ...each, ...changes } : each)));

  const send: Uploads['send'] = async (texts) => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    setSending(true);
    setStopped(false);
    let sent = 0;
    const left = list.filter(({ state }) => state !== 'done');
    for (const { key, file } of left) {
      const tell = (changes: Partial<UploadOf>) => change(key, changes);
      if (signal.aborted) tell({ state: 'stopped', failure: undefined });
      else if (await upload({ clientBy, to, file, texts, signal }, tell)) sent++;
    }
    const isAll = sent === left.length;
    setSending(false);
    setStopped(signal.aborted && !isAll);
    queries.invalidateQueries({ queryKey: keys.links(to.domain, to.id) });
    queries.invalidateQueries({ queryKey: keys.recordsOf('File') });
    return isAll ? sent : undefined;
  };

  return {
    list,
    isSending,
    isStopped,
    leaveOut: (key) => setList((before) => before.filter((each) => each.key !== key)),
    send,
    stop: () => stopping.current.abort(),
  };
}
