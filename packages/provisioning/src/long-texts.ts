// From this length on a text is worth the detour.
const longText = 4_096;

const marker = /!\d+!/;

/**
 * An envelope without its long texts, and the way back to them. The parser adds up a text character by character: for
 * a document of 2 MiB, which is one text here, that was 93 MB of memory and 130 ms (measured with Node 24). An envelope
 * that holds what looks like a marker of ours is left as it is: else few bytes could ask for a long text many times.
 */
export const liftLongTexts = (envelope: string): { skeleton: string; textOf: (text: string) => string } => {
  if (marker.test(envelope)) return { skeleton: envelope, textOf: (text) => text };
  const lifted = new Map<string, string>();
  const pieces: string[] = [];
  let taken = 0;
  for (const [start, end] of longStretches(envelope)) {
    const stretch = envelope.slice(start, end);
    const text = stretch.slice(stretch.lastIndexOf(">") + 1);
    // With a reference in it, a text is not what it says.
    if (text.length < longText || text.includes("&")) continue;
    const name = `!${lifted.size}!`;
    lifted.set(name, text);
    pieces.push(envelope.slice(taken, end - text.length), name);
    taken = end;
  }
  const skeleton = pieces.join("") + envelope.slice(taken);
  return { skeleton, textOf: (text) => text.replace(new RegExp(marker, "g"), (name) => lifted.get(name) ?? name) };
};

/** Where at least so many characters stand between one `<` and the next. A regular expression runs out of stack here. */
const longStretches = (envelope: string): (readonly [start: number, end: number])[] => {
  const stretches: (readonly [number, number])[] = [];
  for (let start = 0; start < envelope.length;) {
    // The last `<` within reach: what lies before it is short, whatever it is.
    const near = envelope.lastIndexOf("<", start + longText - 1);
    const end = near < start ? envelope.indexOf("<", start + longText) : near;
    if (end < 0) break;
    if (near < start) stretches.push([start, end]);
    start = end + 1;
  }
  return stretches;
};
