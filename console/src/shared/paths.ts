/** The console's addresses, each made here alone. */
const part = encodeURIComponent;

export const administrationSections = [
  'users',
  'roles',
  'tokens',
  'relationships',
  'domains',
  'client',
  'audit',
] as const;
export type AdministrationSection = (typeof administrationSections)[number];

export const paths = {
  home: '/',
  signIn: '/sign-in',
  welcome: '/welcome',
  records: (domain: string) => `/records/${part(domain)}`,
  newRecord: (domain: string) => `/records/${part(domain)}/new`,
  record: (domain: string, id: number) => `/records/${part(domain)}/${id}`,
  editRecord: (domain: string, id: number) => `/records/${part(domain)}/${id}/edit`,
  mergeRecord: (domain: string, id: number) => `/records/${part(domain)}/${id}/merge`,
  graph: (domain: string, id: number) => `/graph/${part(domain)}/${id}`,
  import: '/import',
  activity: '/activity',
  changes: '/changes',
  reference: (operation?: string) =>
    operation === undefined ? '/reference' : `/reference/${part(operation)}`,
  topic: (document: string) => `/reference/topics/${part(document)}`,
  administration: (section: AdministrationSection) => `/administration/${section}`,
  account: '/account',
};
