import { type Result, fail, succeed } from "@lagebild/result";

// A body comes in pieces of 4 KiB otherwise, each with a turn of the event loop: 2 MiB took 20 ms.
const pieceBytes = 64 * 1024;

/** Reads a body up to a cap in bytes and stops reading once it is exceeded, whatever Content-Length says. */
export const readBody = async (request: Request, maxBytes: number): Promise<Result<Uint8Array, "too-large">> => {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return fail("too-large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader({ mode: "byob" });
  const next = async () => await reader?.readAtLeast(pieceBytes, new Uint8Array(pieceBytes));
  for (let read = await next(); read?.value !== undefined && read.value.byteLength > 0; read = await next()) {
    size += read.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      return fail("too-large");
    }
    chunks.push(read.value);
  }
  return succeed(concatenate(chunks, size));
};

const concatenate = (chunks: readonly Uint8Array[], size: number): Uint8Array => {
  const [only] = chunks;
  if (chunks.length === 1 && only) return only;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
};

/** The media type of a request without its parameters, in lower case; "" if there is none. */
export const mediaTypeOf = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
