import { buildRecord, readOperatingData } from "@lagebild/operating-data";

const receivedAt = new Date("2026-11-23T06:55:10Z");

/** Reads and redacts the document in the body as often as `?times=` says; answers with the bytes of its record. */
export default {
  fetch: async (request: Request): Promise<Response> => {
    const document = new Uint8Array(await request.arrayBuffer());
    const times = Number(new URL(request.url).searchParams.get("times"));
    let record = "";
    for (let round = 0; round < times; round += 1) {
      const read = readOperatingData(document);
      if (!read.ok) return Response.json({ refused: read.error }, { status: 422 });
      record = JSON.stringify(buildRecord(read.value.data, "MVZ", receivedAt));
    }
    return Response.json({ recordBytes: record.length });
  },
};
