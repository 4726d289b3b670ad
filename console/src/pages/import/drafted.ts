/** What somebody has said of a file, with what is recognized and usual in the place of what is not said. */
import { linkProperty } from 'linkwright/import/links';
import type { Mapping } from 'linkwright/import/mapping';
import { recordProperty } from 'linkwright/import/records';
import type { Property } from 'linkwright/import/values';
import { useMemo } from 'react';
import { type Becoming, becomingOf, type Choice, choicesOf } from './choices.js';
import { type Draft, type FullDraft, withUsual } from './draft.js';
import type { KnownOfDraft } from './known.js';
import type { Look, Written } from './messages.js';
import { mappingOf, targetOf } from './plan.js';
import { type Seen, seenOf, writtenOf } from './rows-read.js';

export interface Drafted {
  draft: FullDraft;
  /** What a column may become, and what it does. */
  choices: Choice[];
  becoming: Map<string, Becoming>;
  mapping: Mapping;
  propertyOf(name: string): Property;
  /** How values seem to be written, and how they are taken to be. */
  seen: Seen;
  written: Written;
}

const nothing: Look = { columns: [], delimiter: undefined, rows: [] };

/** Made anew only when what it is made of is another: a thousand rows are read by it. */
export function useDrafted(said: Draft, known: KnownOfDraft, look: Look = nothing): Drafted {
  // What is known is put together at each rendering; by its text it is the same.
  const stable = useStable(known);
  return useMemo(() => {
    const draft = withUsual(said, { parent: stable.parent, child: stable.child, records: stable.fields });
    const choices = choicesOf(draft, stable);
    const becoming = becomingOf(draft, choices, look.columns);
    const mapping = mappingOf(draft, becoming);
    const propertyOf =
      draft.kind === 'links' ? linkProperty(stable.linkFields) : recordProperty(targetOf(draft, stable));
    const seen = seenOf(look, mapping, propertyOf);
    return { draft, choices, becoming, mapping, propertyOf, seen, written: writtenOf(draft.written, seen) };
  }, [said, stable, look]);
}

/** The value that was there before, as long as another one says the same. */
function useStable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says all of the value
  return useMemo(() => value, [text]);
}
