const byteOrderMarks: readonly (readonly [label: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const declaredEncodings = new Map([
  ["utf-8", "utf-8"],
  ["us-ascii", "utf-8"],
  ["utf-16", "utf-16be"],
  ["utf-16le", "utf-16le"],
  ["utf-16be", "utf-16be"],
  ["iso-8859-1", "iso-8859-1"],
  ["windows-1252", "windows-1252"],
]);

/**
 * Bytes to text by byte order mark, else by the shape of `<?` (UTF-16 without a mark), else by the declared encoding,
 * else UTF-8 (XML 1.0, appendix F). Undefined for an encoding we do not read or bytes that are not valid in it.
 */
export const decodeBytes = (bytes: Uint8Array): string | undefined => {
  const label = encodingOf(bytes);
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    // TextDecoder has no other way to say that the bytes are not valid in this encoding.
    return undefined;
  }
};

const encodingOf = (bytes: Uint8Array): string | undefined => {
  const marked = byteOrderMarks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return marked[0];
  if (bytes[0] === 0 && bytes[1] === 0x3c) return "utf-16be";
  if (bytes[0] === 0x3c && bytes[1] === 0) return "utf-16le";
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1];
  return declared === undefined ? "utf-8" : declaredEncodings.get(declared.toLowerCase());
};
