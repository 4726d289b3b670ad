/**
 * The schema library, as all of ours import it. It comes in 700 files, which take longer to load than the rest of a
 * command: the build puts what is used of them into this one (scripts/bundle-libraries.mjs).
 */
export { default, type Static, type TObject, type TSchema } from 'typebox';
export { Compile, type Validator } from 'typebox/compile';
export { Settings } from 'typebox/system';
