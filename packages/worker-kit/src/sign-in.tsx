import { deleteCookie, setCookie } from "hono/cookie";
import type { Role } from "@lagebild/protocol";
import type { Credential } from "./access.ts";
import { credentialOf, sessionCookie, sha256Hex } from "./access.ts";
import type { App, KitContext } from "./app.ts";
import { href } from "./href.ts";
import { Layout } from "./layout.tsx";
import { wantsPage } from "./wants-page.ts";

const sessionSeconds = 12 * 60 * 60;

interface SignInOptions {
  readonly house: string;
  readonly credentials: readonly Credential[];
  /** Roles that have pages here. */
  readonly roles: readonly Role[];
}

/**
 * Sign-in with a token, for local mode only: a browser cannot send an Authorization header by itself. The session is a
 * cookie of this Worker's path that no script can read and no other site can use.
 */
export const mountSignIn = (app: App, options: SignInOptions): void => {
  app.get("/sign-in", (context) => context.html(<SignInPage context={context} options={options} failed={false} />));
  app.post("/sign-in", async (context) => {
    const form = await context.req.parseBody();
    const token = typeof form["token"] === "string" ? form["token"].trim() : "";
    const hash = await sha256Hex(token);
    const known = options.credentials.find((credential) => credential.sha256 === hash);
    if (known === undefined || !options.roles.includes(known.role)) {
      return context.html(<SignInPage context={context} options={options} failed={true} />, 403);
    }
    const path = href(context, "/", true);
    setCookie(context, sessionCookie, token, { httpOnly: true, sameSite: "Strict", path, maxAge: sessionSeconds });
    return context.redirect(path, 303);
  });
  app.post("/sign-out", (context) => {
    deleteCookie(context, sessionCookie, { path: href(context, "/", true) });
    return context.redirect(href(context, "/sign-in", true), 303);
  });
};

/** Sends a browser without a session to the sign-in page; undefined if the caller may see the page. */
export const signInFirst = (context: KitContext, allowed: readonly Role[]): Response | undefined => {
  const credential = credentialOf(context);
  if (credential !== undefined && allowed.includes(credential.role)) return undefined;
  return wantsPage(context) ? context.redirect(href(context, "/sign-in", true), 303) : undefined;
};

const SignInPage = (props: { context: KitContext; options: SignInOptions; failed: boolean }) => {
  const link = (path: string) => href(props.context, path, true);
  const roleList = props.options.roles.join(" oder ");
  return (
    <Layout title="Anmelden" house={props.options.house} link={link} navigation={[]} current="" signedIn={false}>
      <section class="card narrow">
        <h1>Anmelden</h1>
        <p>
          Bitte das Token der Rolle <strong>{roleList}</strong> eingeben. Im lokalen Betrieb stehen alle Token in der
          Datei <code>tokens.json</code>, deren Ort <code>npm start</code> beim Start nennt.
        </p>
        {props.failed ? (
          <p class="alert" role="alert">
            Dieses Token gilt hier nicht. Bitte das Token der Rolle {roleList} verwenden.
          </p>
        ) : null}
        <form method="post" action={link("/sign-in")}>
          <label for="token">Token</label>
          <input id="token" name="token" type="password" required autocomplete="current-password" />
          <button type="submit">Anmelden</button>
        </form>
      </section>
    </Layout>
  );
};
