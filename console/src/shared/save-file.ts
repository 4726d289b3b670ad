/** Milliseconds after which a browser has surely begun to save what it was given. */
const saved = 60_000;

/** Has the browser save content under a name, as it does with a link to a file. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), saved);
}
