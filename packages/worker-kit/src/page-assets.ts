import type { App } from "./app.ts";
import { styleSheet } from "./style-sheet.ts";

const icon =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b3d4f"/>` +
  `<path d="M6 19h5l3-9 4 13 3-7h5" fill="none" stroke="#7fe0c3" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** The style sheet and the icon that `Layout` links: from the Worker itself, so that a strict policy stays. */
export const mountPageAssets = (app: App): void => {
  app.get("/style.css", (context) =>
    context.body(styleSheet, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=300",
    }),
  );
  app.get("/icon.svg", (context) =>
    context.body(icon, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }),
  );
};
