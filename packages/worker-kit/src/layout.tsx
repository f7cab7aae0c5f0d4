import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";

export interface LayoutProps {
  readonly title: string;
  /** Whose console this is, shown beside the name. */
  readonly house: string;
  /** Makes a path of this Worker one that the browser can ask for. */
  readonly link: (path: string) => string;
  readonly navigation: readonly { readonly path: string; readonly label: string }[];
  readonly current: string;
  readonly signedIn: boolean;
  readonly children?: Child;
}

/** The frame of every page: German, one style sheet, no script. */
export const Layout: FC<LayoutProps> = ({ title, house, link, navigation, current, signedIn, children }) => (
  <>
    {raw("<!doctype html>")}
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Lagebild`}</title>
        <link rel="stylesheet" href={link("/style.css")} />
        <link rel="icon" href={link("/icon.svg")} type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#inhalt">
          Zum Inhalt springen
        </a>
        <header class="top">
          <span class="brand">
            <img src={link("/icon.svg")} alt="" width="28" height="28" />
            <span class="name">Lagebild</span>
            <span class="house">{house}</span>
          </span>
          <nav aria-label="Hauptnavigation">
            {navigation.map((entry) => (
              <a href={link(entry.path)} aria-current={entry.path === current ? "page" : undefined}>
                {entry.label}
              </a>
            ))}
          </nav>
          {signedIn ? (
            <form method="post" action={link("/sign-out")} class="sign-out">
              <button type="submit" class="quiet">
                Abmelden
              </button>
            </form>
          ) : null}
        </header>
        <main id="inhalt">{children}</main>
      </body>
    </html>
  </>
);
