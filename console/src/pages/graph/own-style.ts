import { styleNonce } from '../../shared/server.js';

const styleId = '__________cytoscape_stylesheet';

/**
 * Makes the style that cytoscape makes where there is none of this name: it knows nothing of the page's policy. What would
 * stand in it, the canvas has from its own class.
 */
export function giveStyle(): void {
  if (document.getElementById(styleId) !== null) return;
  const style = document.createElement('style');
  style.id = styleId;
  style.nonce = styleNonce;
  document.head.append(style);
}
