const otherOperations = new Set(["urn:#regOperation", "urn:#deregOperation", "urn:#statusOperation"]);

/**
 * Whether the header SOAPAction asks for an operation that is not offered. Quotes, which SOAP 1.1 wants, may be missing;
 * a header that is missing, empty or unknown says nothing: then the body decides.
 */
export const asksForOtherOperation = (soapAction: string | null): boolean =>
  otherOperations.has((soapAction ?? "").trim().replace(/^"(.*)"$/, "$1"));
