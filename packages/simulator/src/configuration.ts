import type { SchemaVersion } from "./connector.ts";
import type { RandomStream } from "./random-stream.ts";
import { opd, type XmlElement } from "./xml-writer.ts";

/** What a device is set to; null = the device does not send the element, which all of them may omit since 1.1.1. */
export interface Configuration {
  readonly tiConnectionMode: "PARALLEL" | "SERIAL" | null;
  readonly internetMode: "SIS" | "IAG" | "NONE" | null;
  readonly clients: ClientConnection | null;
  readonly updates: { readonly autoDownload: boolean; readonly autoUpdate: boolean } | null;
}

interface ClientConnection {
  readonly tlsMandatory: boolean;
  readonly clientAuthenticationMandatory: boolean;
  readonly clientAuthenticationMode: "CERTIFICATE" | "PASSWORD";
  readonly directoryOpen: boolean;
  /** Sent by 1.1.2 devices only. */
  readonly tlsCertificateSource: "SMC-K_ORIGINAL" | "SMC-K_RENEWED" | "SELFSIGNED" | "IMPORTED";
  readonly tlsKey: TlsKey;
}

interface TlsKey {
  readonly algorithm: "RSA" | "ECC-NIST" | "ECC-BRAINPOOL";
  readonly keyLength: "256" | "384" | "2048" | "3072";
}

const TLS_KEYS: readonly (readonly [TlsKey, number])[] = [
  [{ algorithm: "RSA", keyLength: "2048" }, 40],
  [{ algorithm: "RSA", keyLength: "3072" }, 14],
  [{ algorithm: "ECC-NIST", keyLength: "256" }, 20],
  [{ algorithm: "ECC-NIST", keyLength: "384" }, 3],
  [{ algorithm: "ECC-BRAINPOOL", keyLength: "256" }, 20],
  [{ algorithm: "ECC-BRAINPOOL", keyLength: "384" }, 3],
];

/** The lasting settings of a device; near the defaults of gemSpec_Kon (gematik-facts §4, end). */
export function drawConfiguration(random: RandomStream, certificatesRenewed: boolean): Configuration {
  const autoUpdate = random.chance(0.72);
  return {
    tiConnectionMode: random.weighted([
      ["PARALLEL", 70],
      ["SERIAL", 28],
      [null, 2],
    ]),
    internetMode: random.weighted([
      ["SIS", 34],
      ["IAG", 24],
      ["NONE", 40],
      [null, 2],
    ]),
    updates: random.chance(0.95) ? { autoDownload: autoUpdate || random.chance(0.6), autoUpdate } : null,
    clients: random.chance(0.98) ? drawClientConnection(random, certificatesRenewed) : null,
  };
}

/** The element Configuration; TlsCertSource and TlsKeyCrypt are demanded by 1.1.2 and forbidden by 1.1.1. */
export function configurationElement(configuration: Configuration, schemaVersion: SchemaVersion): XmlElement {
  const { tiConnectionMode, internetMode, clients, updates } = configuration;
  const children: XmlElement[] = [];
  if (tiConnectionMode !== null) children.push(opd("TIConnectionMode", tiConnectionMode));
  if (internetMode !== null) children.push(opd("InternetMode", internetMode));
  if (clients !== null) children.push(clientConnectionElement(clients, schemaVersion));
  if (updates !== null) {
    children.push(
      opd("UpdateMode", [
        opd("AutoDownload", String(updates.autoDownload)),
        opd("AutoUpdate", String(updates.autoUpdate)),
      ]),
    );
  }
  return opd("Configuration", children);
}

function drawClientConnection(random: RandomStream, certificatesRenewed: boolean): ClientConnection {
  const tlsMandatory = random.chance(0.8);
  return {
    tlsMandatory,
    clientAuthenticationMandatory: tlsMandatory && random.chance(0.55),
    clientAuthenticationMode: random.chance(0.8) ? "CERTIFICATE" : "PASSWORD",
    directoryOpen: random.chance(0.85),
    tlsCertificateSource: random.weighted([
      [certificatesRenewed ? "SMC-K_RENEWED" : "SMC-K_ORIGINAL", 80],
      ["SELFSIGNED", 14],
      ["IMPORTED", 6],
    ]),
    tlsKey: random.weighted(TLS_KEYS),
  };
}

function clientConnectionElement(clients: ClientConnection, schemaVersion: SchemaVersion): XmlElement {
  const children = [
    opd("TLSMandatory", String(clients.tlsMandatory)),
    opd("CAUTMandatory", String(clients.clientAuthenticationMandatory)),
    opd("CAUTMode", clients.clientAuthenticationMode),
    opd("DVDOpen", String(clients.directoryOpen)),
  ];
  if (schemaVersion === "1.1.2") {
    children.push(
      opd("TlsCertSource", clients.tlsCertificateSource),
      opd("TlsKeyCrypt", [opd("Algorithm", clients.tlsKey.algorithm), opd("KeyLength", clients.tlsKey.keyLength)]),
    );
  }
  return opd("ClientConnectionMode", children);
}
