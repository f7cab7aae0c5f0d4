import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url));

/** What the environment says about the local stack (design 9); shared by `npm start` and the command line. */
export interface Settings {
  /** Absolute path. */
  readonly stateFolder: string;
  readonly port: number;
  readonly demo: boolean;
  /** Address of the gateway, without a slash at the end. */
  readonly baseUrl: string;
}

export type SettingsResult =
  { readonly ok: true; readonly value: Settings } | { readonly ok: false; readonly error: string };

const defaultPort = "8787";
const highestPort = 65_535;

/** Reads LAGEBILD_STATE, LAGEBILD_PORT and LAGEBILD_DEMO; the error is a German sentence. Empty counts as not set. */
export const readSettings = (environment: NodeJS.ProcessEnv): SettingsResult => {
  const portText = environment.LAGEBILD_PORT || defaultPort;
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  if (port < 1 || port > highestPort) {
    return { ok: false, error: `LAGEBILD_PORT verlangt eine ganze Zahl von 1 bis ${highestPort}.` };
  }
  const demoText = environment.LAGEBILD_DEMO || "1";
  if (demoText !== "0" && demoText !== "1") {
    return { ok: false, error: "LAGEBILD_DEMO verlangt 0 (leer beginnen) oder 1 (Demodaten einspielen)." };
  }
  const stateFolder = resolve(repositoryRoot, environment.LAGEBILD_STATE || ".lagebild");
  return { ok: true, value: { stateFolder, port, demo: demoText === "1", baseUrl: `http://127.0.0.1:${port}` } };
};
