/**
 * The schema library, which all our modules import from here. It comes in 700 files, which take longer to load than
 * the rest of a command, so the build bundles what is used of them into this one (scripts/bundle-libraries.mjs).
 */
export { default, type Static, type TObject, type TSchema } from 'typebox';
export { Compile, type Validator } from 'typebox/compile';
export { Settings } from 'typebox/system';
