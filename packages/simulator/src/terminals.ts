import {
  type CardHolder,
  certificateElements,
  drawTerminalCertificates,
  type SimulatedCertificate,
} from "./certificates.ts";
import type { DateHabit } from "./dates.ts";
import { productInformationElement } from "./product-information.ts";
import { type RandomStream, randomStream } from "./random-stream.ts";
import { opd, type XmlElement } from "./xml-writer.ts";

export interface SimulatedTerminal {
  /** The identifier that a connector must not send and some do send, inside an ErrorCondition. */
  readonly ctId: string;
  readonly model: TerminalModel;
  readonly productTypeVersion: string;
  readonly firmwareVersion: string;
  readonly softwareOutOfDate: boolean;
  /** Some terminals deliver both names empty (gematik-facts §8.2). */
  readonly namesEmpty: boolean;
  readonly certificates: readonly SimulatedCertificate[];
  /** Last day of validity of the gSMC-KT, days since 1970. */
  readonly validUntilDay: number;
}

interface TerminalModel {
  readonly vendorId: string;
  readonly productCode: string;
  readonly hardwareVersion: string;
  readonly vendorName: string;
  readonly productName: string;
  readonly weight: number;
  /** Oldest first; the last one is current. */
  readonly releases: readonly TerminalRelease[];
}

interface TerminalRelease {
  readonly firmwareVersion: string;
  readonly productTypeVersion: string;
  readonly weight: number;
}

const MODELS: readonly TerminalModel[] = [
  {
    vendorId: "INGHC",
    productCode: "ORGA6100",
    hardwareVersion: "1.2.0",
    vendorName: "Ingenico Healthcare GmbH",
    productName: "ORGA 6141 online",
    weight: 62,
    releases: [
      { firmwareVersion: "3.8.1", productTypeVersion: "1.5.0", weight: 5 },
      { firmwareVersion: "3.8.2", productTypeVersion: "1.5.0", weight: 25 },
      { firmwareVersion: "3.9.0", productTypeVersion: "1.7.1", weight: 70 },
    ],
  },
  {
    vendorId: "DECHY",
    productCode: "ST1506",
    hardwareVersion: "4.0.0",
    vendorName: "Cherry Digital Health GmbH",
    productName: "Cherry ST-1506",
    weight: 38,
    releases: [
      { firmwareVersion: "2.0.0", productTypeVersion: "1.6.0", weight: 15 },
      { firmwareVersion: "3.0.0", productTypeVersion: "1.7.1", weight: 85 },
    ],
  },
];

const MODEL_SHARES: readonly (readonly [TerminalModel, number])[] = MODELS.map((model) => [model, model.weight]);

/** The terminals of one connector, the same for every call; `count` is at most 20. */
export function drawTerminals(holder: CardHolder, count: number): readonly SimulatedTerminal[] {
  return Array.from({ length: count }, (_, slot) =>
    drawTerminal(randomStream(holder.seed, holder.index, "terminal", slot), holder, slot),
  );
}

/** The element CardTerminals. */
export function cardTerminalsElement(
  terminals: readonly SimulatedTerminal[],
  informationMs: number,
  habit: DateHabit,
): XmlElement {
  return opd(
    "CardTerminals",
    terminals.map((terminal) =>
      opd("CardTerminal", [
        terminalProduct(terminal, informationMs, habit),
        opd("CtCertificates", certificateElements(terminal.certificates, habit)),
      ]),
    ),
  );
}

function drawTerminal(random: RandomStream, holder: CardHolder, slot: number): SimulatedTerminal {
  const model = random.weighted(MODEL_SHARES);
  const release = random.weighted(model.releases.map((candidate) => [candidate, candidate.weight] as const));
  const certificates = drawTerminalCertificates(random, holder, slot);
  return {
    ctId: `CT_ID_${(random.below(400) + slot * 400).toString().padStart(4, "0")}`,
    model,
    productTypeVersion: release.productTypeVersion,
    firmwareVersion: release.firmwareVersion,
    softwareOutOfDate: release !== model.releases.at(-1),
    namesEmpty: random.chance(model.vendorId === "INGHC" ? 0.5 : 0.05),
    certificates,
    validUntilDay: Math.min(...certificates.map((certificate) => certificate.validUntilDay)),
  };
}

function terminalProduct(terminal: SimulatedTerminal, informationMs: number, habit: DateHabit): XmlElement {
  const { model, namesEmpty } = terminal;
  const product = {
    informationMs,
    productType: "KT",
    productTypeVersion: terminal.productTypeVersion,
    vendorId: model.vendorId,
    productCode: model.productCode,
    hardwareVersion: model.hardwareVersion,
    firmwareVersion: terminal.firmwareVersion,
    vendorName: namesEmpty ? "" : model.vendorName,
    productName: namesEmpty ? "" : model.productName,
  };
  return productInformationElement(product, habit);
}
