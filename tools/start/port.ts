import { once } from "node:events";
import { createServer } from "node:net";
import { errorCode } from "./error-code.ts";

export type PortState = "free" | "taken" | "forbidden";

/** Whether we could listen there, on both addresses that `localhost` may mean. */
export const checkPort = async (port: number): Promise<PortState> => {
  const states = await Promise.all(["127.0.0.1", "::1"].map((host) => tryListening(port, host)));
  return states.find((state) => state !== "free") ?? "free";
};

const tryListening = async (port: number, host: string): Promise<PortState> => {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return "free";
  } catch (error) {
    const code = errorCode(error);
    if (code === "EACCES") return "forbidden";
    // A machine without IPv6 has no ::1 to be taken.
    return code === "EADDRINUSE" ? "taken" : "free";
  }
};
