/** Where the server is: the page says so in its base, which a path prefix is part of. */
const base = new URL('.', document.baseURI);

/** The path that the server stands behind, without a slash at its end; empty where it stands at the root. */
export const basePath = base.pathname.replace(/\/$/, '');

/** The address of the server, without a slash at its end. */
export const serverAddress = base.origin + basePath;

/** Whether this is a demo, whose links sign people in. */
export const isDemo = document.querySelector('meta[name="linkwright-demo"]') !== null;

/** What lets a style that is made here pass the page's Content-Security-Policy. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The name under which a library that Mantine uses looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
