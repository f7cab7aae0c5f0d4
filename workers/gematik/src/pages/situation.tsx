import { addDays, utcDay } from "@lagebild/retention";
import { type App, type KitContext, Layout, href, requireRole, signInFirst } from "@lagebild/worker-kit";
import type { FC } from "hono/jsx";
import type { Config } from "../config.ts";
import { type FleetAnswer, type FleetDimension, askFleet, smallestShownCount } from "../fleet.ts";
import { dimensionLabels, house, suppressed, valueLabel } from "../texts.de.ts";

/** The page "Lage": today's numbers, from the same function as the API. */
export const mountSituation = (app: App, config: Config): void => {
  app.get(
    "/",
    async (context, next) => {
      const elsewhere = config.local ? signInFirst(context, ["analyst"]) : undefined;
      if (elsewhere) return elsewhere;
      await next();
      return undefined;
    },
    requireRole("analyst"),
    async (context) =>
      context.html(<SituationPage context={context} config={config} {...await ask(context, config)} />),
  );
};

const shownDays = 7;

const ask = async (context: KitContext, config: Config) => {
  const today = utcDay(context.get("clock").now);
  const answer = async (groupBy: readonly FleetDimension[], from = today) =>
    await askFleet(config.database, config.tenants, { from, to: today, groupBy, filter: {}, exact: false });
  const [total, ti, sis, siteTypes, versions, days] = await Promise.all([
    answer([]),
    answer(["onlineTi"]),
    answer(["onlineSis"]),
    answer(["siteType"]),
    answer(["vendor", "product", "firmware"]),
    answer(["day"], addDays(today, 1 - shownDays)),
  ]);
  return { today, total, ti, sis, siteTypes, versions, days };
};

type Answers = Awaited<ReturnType<typeof ask>>;

const SituationPage: FC<Answers & { context: KitContext; config: Config }> = ({ context, config, ...answers }) => (
  <Layout
    title="Lage"
    house={house}
    link={(path) => href(context, path, config.local)}
    navigation={[{ path: "/", label: "Lage" }]}
    current="/"
    signedIn={config.local}
  >
    <h1>Lage</h1>
    <p class="lead">
      Betriebsdaten der Konnektoren vom {formatDay(answers.today)} (UTC-Tag). Stand:{" "}
      {formatTime(context.get("clock").now)}.
    </p>
    <Tiles {...answers} />
    <div class="grid">
      <Table answer={answers.siteTypes} title="Betriebsstättenart" />
      <Table answer={newestFirst(answers.days)} title={`Die letzten ${shownDays} Tage`} />
      <Table answer={answers.versions} title="Firmware-Versionen" wide />
    </div>
    <p class="hint">
      Fallzahlen unter {smallestShownCount} sind unterdrückt. Keine Ansicht bewertet einen Anbieter nach Servicelevels
      (Datennutzungskonzept, Abschnitt 3.1.4).
    </p>
  </Layout>
);

const Tiles: FC<Answers> = ({ total, ti, sis, today, days }) => {
  const { tenantsReporting, tenantsKnown } = total.coverage;
  const yesterday = days.cells.find((cell) => cell.dimensions.day === addDays(today, -1));
  return (
    <section class="tiles" aria-label="Kennzahlen">
      <Tile
        label="Betriebsdatensätze heute"
        value={total.cells[0] === undefined ? "0" : formatCount(total.cells[0].count)}
        note={`gestern: ${yesterday ? formatCount(yesterday.count) : "keine"}`}
      />
      <Tile label="mit der TI verbunden" value={onlineShare(ti, "onlineTi")} note="Anteil der Konnektoren mit Angabe" />
      <Tile
        label="mit dem SIS verbunden"
        value={onlineShare(sis, "onlineSis")}
        note="Anteil der Konnektoren mit Angabe"
      />
      <Tile
        label="Datenabdeckung"
        value={`${tenantsReporting} von ${tenantsKnown}`}
        note="Anbieter mit Betriebsdaten von heute"
      />
    </section>
  );
};

const newestFirst = (answer: FleetAnswer): FleetAnswer => ({ ...answer, cells: answer.cells.toReversed() });

const Tile: FC<{ label: string; value: string; note: string }> = ({ label, value, note }) => (
  <div class="card tile">
    <div class="label">{label}</div>
    <div class={value === suppressed ? "value hidden-count" : "value"}>{value}</div>
    <p class="note">{note}</p>
  </div>
);

/** A table whose last column draws the counts as bars; the numbers stand beside them. */
const Table: FC<{ answer: FleetAnswer; title: string; wide?: boolean }> = ({ answer, title, wide = false }) => {
  const largest = Math.max(1, ...answer.cells.map((cell) => cell.count ?? 0));
  return (
    <section class={wide ? "card wide" : "card"}>
      <h2>{title}</h2>
      {answer.cells.length === 0 ? <p>Noch keine Betriebsdatensätze.</p> : null}
      <div class="scroll">
        <table hidden={answer.cells.length === 0}>
          <thead>
            <tr>
              {answer.groupBy.map((name) => (
                <th scope="col">{dimensionLabels[name]}</th>
              ))}
              <th scope="col" class="number">
                Konnektoren
              </th>
              <td class="bar"></td>
            </tr>
          </thead>
          <tbody>
            {answer.cells.map((cell) => (
              <tr>
                {answer.groupBy.map((name) => (
                  <td>{name === "day" ? formatDay(cell.dimensions[name]) : valueLabel(cell.dimensions[name])}</td>
                ))}
                <td class={cell.count === null ? "number hidden-count" : "number"}>{formatCount(cell.count)}</td>
                <td class="bar">
                  <Bar share={(cell.count ?? 0) / largest} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Bar: FC<{ share: number }> = ({ share }) => (
  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width={(share * 100).toFixed(1)} height="10" />
  </svg>
);

const onlineShare = (answer: FleetAnswer, dimension: FleetDimension): string => {
  const countOf = (status: string) => answer.cells.find((cell) => cell.dimensions[dimension] === status)?.count;
  const [online, offline] = [countOf("Online"), countOf("Offline")];
  if (online === undefined && offline === undefined) return "–";
  if (online === null || offline === null) return suppressed;
  const share = (online ?? 0) / ((online ?? 0) + (offline ?? 0));
  return share.toLocaleString("de-DE", { style: "percent", maximumFractionDigits: 1 });
};

const formatCount = (count: number | null): string => (count === null ? suppressed : count.toLocaleString("de-DE"));

const formatDay = (day: string): string => `${day.slice(8, 10)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;

const formatTime = (instant: Date): string =>
  `${instant.toLocaleString("de-DE", { timeZone: "Europe/Berlin", dateStyle: "medium", timeStyle: "short" })} Uhr`;
