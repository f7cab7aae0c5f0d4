/** The token of a role in tests. */
export const tokenOf = (role: string): string => `test-token-${role}`;
