/** The token of a role in tests. */
export const tokenOf = (role: string): string => `test-token-${role}`;

/** A request as tests wish it: by a role, at a moment on the moved clock. */
export type WishedRequest = RequestInit & { readonly role?: string; readonly at?: string };

/** The same request with the headers that make it so. */
export const asRequested = ({ role, at, ...request }: WishedRequest): RequestInit & { headers: Headers } => {
  const headers = new Headers(request.headers);
  if (role !== undefined) headers.set("authorization", `Bearer ${tokenOf(role)}`);
  if (at !== undefined) headers.set("lagebild-now", at);
  return { redirect: "manual", ...request, headers };
};
