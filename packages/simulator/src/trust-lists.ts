import { DAY_MS, type DateHabit, dateTimeText } from "./dates.ts";
import { opd, type XmlElement } from "./xml-writer.ts";

/** One list as a device holds it; instants in milliseconds since 1970. */
interface TrustList {
  readonly number: number;
  readonly issuedMs: number;
  readonly nextUpdateMs: number;
}

export interface TrustLists {
  readonly crl: TrustList;
  readonly tsl: TrustList;
  readonly bnetzaVl: TrustList;
}

interface Publication {
  readonly everyDays: number;
  readonly validDays: number;
  /** Number of the list that was current on 1970-01-01 had it existed: keeps the numbers plausible for 2020 to 2040. */
  readonly firstNumber: number;
  readonly hourUtc: number;
}

/** Rhythms are invented, in the order of magnitude of the real lists. */
const CRL: Publication = { everyDays: 1, validDays: 7, firstNumber: -14_000, hourUtc: 1 };
const TSL: Publication = { everyDays: 7, validDays: 30, firstNumber: 8_000, hourUtc: 0 };
const BNETZA_VL: Publication = { everyDays: 14, validDays: 180, firstNumber: -1_000, hourUtc: 0 };

/** The lists that a device holds when it last fetched them on `fetchedDay` (days since 1970). */
export function trustListsFetchedOn(fetchedDay: number): TrustLists {
  return {
    crl: latest(CRL, fetchedDay),
    tsl: latest(TSL, fetchedDay),
    bnetzaVl: latest(BNETZA_VL, fetchedDay),
  };
}

/** The element TrustStatus. */
export function trustStatusElement(lists: TrustLists, habit: DateHabit): XmlElement {
  const { crl } = lists;
  return opd("TrustStatus", [
    opd("CRL", [
      opd("ListNumber", String(crl.number)),
      opd("ValidFrom", dateTimeText(crl.issuedMs, habit)),
      opd("NextUpdate", dateTimeText(crl.nextUpdateMs, habit)),
    ]),
    statusListElement("TSL", lists.tsl, habit),
    statusListElement("BNetzA_VL", lists.bnetzaVl, habit),
  ]);
}

function statusListElement(name: string, list: TrustList, habit: DateHabit): XmlElement {
  return opd(name, [
    opd("SequenceNumber", String(list.number)),
    opd("ListIssueDateTime", dateTimeText(list.issuedMs, habit)),
    opd("NextUpdate", dateTimeText(list.nextUpdateMs, habit)),
  ]);
}

/** The list of the day before at the latest: a device fetches before the day's list is out. */
function latest(publication: Publication, fetchedDay: number): TrustList {
  const issue = Math.floor((fetchedDay - 1) / publication.everyDays);
  const issuedMs = issue * publication.everyDays * DAY_MS + publication.hourUtc * 3_600_000;
  return {
    // The schema wants a positive number for any date.
    number: Math.max(1, publication.firstNumber + issue),
    issuedMs,
    nextUpdateMs: issuedMs + publication.validDays * DAY_MS,
  };
}
