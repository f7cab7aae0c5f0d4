import type { Context } from "hono";

/**
 * A path as the caller's browser must ask for it. In local mode all Workers share one port and the gateway says in
 * `x-forwarded-prefix` where this one lives; anyone else who sends that header is not believed.
 */
export const href = (context: Context, path: string, local: boolean): string => {
  const prefix = local ? (context.req.header("x-forwarded-prefix") ?? "") : "";
  return /^(\/[a-z]+)?$/.test(prefix) ? `${prefix}${path}` : path;
};
