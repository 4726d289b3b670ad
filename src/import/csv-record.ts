import { limits } from '../limits/limits.js';

/** How many characters one record of a CSV file may have: the server accepts no larger body. */
const longestRecord = limits.bodyBytes;

const quote = 34;
const comma = 44;

/**
 * Finds the line on which a CSV record ends. A record continues as long as a quote is open; but a quote that
 * was opened by mistake must not swallow the file, so reading stops at the first sign of a mistake: a quote
 * where none is allowed, or more text after it than a value may have.
 */
export class RecordScanner {
  private state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  private sinceQuote = 0;
  private length = 0;

  /** Reads the next line of the record. It must not be called again once it has answered anything but `open`. */
  read(text: string, ending: string): 'open' | 'ended' | 'broken' {
    for (let at = 0; at < text.length; at++) {
      if (!this.step(text.charCodeAt(at))) return 'broken';
    }
    if (this.state !== 'quoted') return 'ended';
    this.sinceQuote += ending.length;
    this.length += text.length + ending.length;
    const tooLong = this.sinceQuote > limits.valueCharacters || this.length > longestRecord;
    return tooLong ? 'broken' : 'open';
  }

  /** Takes in a character, and answers whether it is allowed there. */
  private step(character: number): boolean {
    if (this.state === 'quoted') {
      this.sinceQuote++;
      if (character === quote) this.state = 'closed';
      return true;
    }
    if (character === quote) {
      if (this.state === 'plain') return false;
      this.state = 'quoted';
      this.sinceQuote = 0;
    } else if (character === comma) this.state = 'start';
    else if (this.state === 'closed') return false;
    else this.state = 'plain';
    return true;
  }
}
