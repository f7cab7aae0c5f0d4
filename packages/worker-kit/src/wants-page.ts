import type { Context } from "hono";

/** Whether a person sits at the other end: a browser asks for HTML, a program does not. */
export const wantsPage = (context: Context): boolean => (context.req.header("accept") ?? "").includes("text/html");
