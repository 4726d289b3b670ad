import { figures } from './figures.js';

export const changes = {
  title: 'Changes',
  description: 'Every link that is made, changed or removed, as it happens, newest first.',
  domain: 'Domain',
  anyDomain: 'Any domain',
  action: 'What happened',
  anyAction: 'Anything',
  actions: {
    inserted: 'Link made',
    changed: 'Link changed',
    removed: 'Link removed',
    restored: 'Link back again',
  },
  more: 'Show more',
  pause: 'Pause',
  resume: 'Go on',
  live: 'Shown as they happen.',
  paused: 'Paused. What happens meanwhile is shown when you go on.',
  newest: (max: number) =>
    `Only the newest ${figures(max)} are kept here; a record's page has its whole history.`,
  latest: 'Latest changes',
  all: 'Show all changes',
  list: 'Changes of links',
  emptyTitle: 'No link has been changed yet',
  empty: 'A link that is made, changed or removed shows up here at once.',
  noneFit: 'None of the changes here fits',
  noneFitHint: 'Take a filter away, or wait: one that fits shows up here at once.',
  of: (link: number) => `Link ${link}`,
  gone: (id: number) => `relationship ${id}`,
  /** In braces what is put in: the user, the records, relationships, and names of fields. */
  sentences: {
    linked: '{user} linked {child} to {parent}',
    made: '{user} made {child} the {after} on {parent}',
    named: '{user} made {child}, so far without a relationship, the {after} on {parent}',
    noted: '{user} changed {fields} of {child} on {parent}',
    changed: '{user} changed {child} from {before} to {after} on {parent}',
    unnamed: '{user} took the relationship {before} from {child} on {parent}',
    restored: '{user} took back the removal of {child} from {parent}',
    unlinked: '{user} removed {child} from {parent}',
    removed: '{user} removed {child}, the {before}, from {parent}',
  },
};
