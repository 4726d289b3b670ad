/** The part of the library that tests use. */
declare module 'js-yaml' {
  /** Every document of a text. @throws where it is no YAML */
  export function loadAll(text: string): unknown[];
}
