/** The shapes of merging two records (docs/reference/merge.md). */
import { Count, DryRun, idBounds } from './answers.js';
import { DryRunParameter, meaning, OptionalId, OptionalKey, OptionalName, Switch } from './shapes.js';
import Type, { type Static } from './typebox.js';

export const MergeBody = Type.Object(
  {
    KeepID: meaning(
      OptionalId,
      'The record that stays; where it is given, key and match field are not looked at',
    ),
    KeepKey: meaning(OptionalKey, 'The value of its match field, where no id is given'),
    KeepMatchField: meaning(OptionalName, 'The Text or Numeric field that the key stands in'),
    MergeID: meaning(
      OptionalId,
      'The record that goes; where it is given, key and match field are not looked at',
    ),
    MergeKey: meaning(OptionalKey, 'The value of its match field, where no id is given'),
    MergeMatchField: meaning(OptionalName, 'The Text or Numeric field that the key stands in'),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'MergeBody' },
);
export type MergeBody = Static<typeof MergeBody>;

/** `POST /api/{domain}/Merge?fill=&onConflict=&dryRun=` */
export const MergeParameters = Type.Object(
  {
    fill: meaning(Switch, 'Fields in which the kept record, or its link, has no value get the other value'),
    onConflict: meaning(
      Type.Optional(
        Type.Union([Type.Literal('keep'), Type.Literal('merged')], { accepts: 'keep or merged' }),
      ),
      'Whose relationship stays where both have a link with the same record; such a call is refused where nothing is said',
    ),
    dryRun: DryRunParameter,
  },
  { additionalProperties: false },
);

/** Keys in the order in which they are sent (docs/reference/merge.md#answer). */
export const MergeAnswer = Type.Object(
  {
    IsSuccessful: Type.Literal(true),
    RecordID: Type.Integer({ ...idBounds, description: 'The record that was kept.' }),
    Message: Type.String(),
    MergedID: Type.Integer({
      ...idBounds,
      description: 'The record that is gone; its id stands for the kept one.',
    }),
    MovedLinks: meaning(Count, 'Links that went over to the kept record'),
    RemovedLinks: meaning(
      Count,
      'Links that were removed, since the kept record had theirs or would link itself',
    ),
    Conflicts: meaning(Count, 'Of these, links whose relationship differed from that of the one that stands'),
    MovedAssociations: meaning(
      Count,
      'Associations of other records that refer to the kept one now, in domains that the caller may view',
    ),
    FilledFields: meaning(Count, 'Fields of the kept record that got their values from the other'),
    DryRun,
  },
  { additionalProperties: false, title: 'MergeAnswer' },
);
export type MergeAnswer = Static<typeof MergeAnswer>;
