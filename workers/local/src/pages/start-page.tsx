import { Layout } from "@lagebild/worker-kit";
import type { FC } from "hono/jsx";
import { type Door, consoles, interfaces, startPageTexts as texts } from "../texts.de.ts";

/** What runs here, what each part is for, and where to go next. */
export const StartPage: FC = () => (
  <Layout title={texts.title} house={texts.house} link={(path) => path} navigation={[]} current="/" signedIn={false}>
    <h1>{texts.heading}</h1>
    <p class="lead">{texts.lead}</p>
    <div class="grid">
      <section class="card" aria-labelledby="oberflaechen">
        <h2 id="oberflaechen">{texts.consoles}</h2>
        <DoorList doors={consoles} />
      </section>
      <section class="card" aria-labelledby="schnittstellen">
        <h2 id="schnittstellen">{texts.interfaces}</h2>
        <DoorList doors={interfaces} />
      </section>
      <section class="card" aria-labelledby="anmeldung">
        <h2 id="anmeldung">{texts.tokensHeading}</h2>
        <p>{texts.tokens}</p>
      </section>
    </div>
  </Layout>
);

const DoorList: FC<{ doors: readonly Door[] }> = ({ doors }) => (
  <ul class="doors">
    {doors.map((door) => (
      <li>
        <a href={door.path}>{door.name}</a>
        <p>{door.purpose}</p>
      </li>
    ))}
  </ul>
);
