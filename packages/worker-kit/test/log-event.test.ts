import { expect, test, vi } from "vitest";
import { logFailure } from "../src/log-event.ts";

/** What one failure leaves in the log. */
const lineOf = (error: unknown): Record<string, unknown> => {
  const spy = vi.spyOn(console, "error").mockImplementation(() => undefined);
  logFailure("failed", error, { eventId: "e-1" });
  const line: unknown = JSON.parse(String(spy.mock.calls[0]?.[0]));
  spy.mockRestore();
  return line as Record<string, unknown>;
};

function brokenStep(message: string): never {
  throw new TypeError(message);
}

const thrownBy = (work: () => never): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test.each(["broken", "", "no row at GEHEIM", "GEHEIM\n    at GEHEIM (GEHEIM)\n    at GEHEIM"])(
  "a failure is logged by its name and origin, whatever its message says: %j",
  (message) => {
    expect(lineOf(thrownBy(() => brokenStep(message)))).toEqual({
      event: "failed",
      level: "error",
      reason: "TypeError brokenStep",
      eventId: "e-1",
    });
  },
);

test("what is thrown without being an error is logged by its type", () => {
  expect(lineOf("GEHEIM")).toMatchObject({ reason: "string" });
});
