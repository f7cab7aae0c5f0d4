const width = 30;
const betweenMs = 100;

/** Draws progress, counted in units, on a terminal; elsewhere it stays silent. `end` leaves the last state on its own line. */
export const progressBar = (terminal: NodeJS.WriteStream, unit = "Meldungen") => {
  let drawnAt = 0;
  const draw = (done: number, total: number): void => {
    const now = performance.now();
    if (!terminal.isTTY || (done < total && now - drawnAt < betweenMs)) return;
    drawnAt = now;
    const filled = Math.floor((done / total) * width);
    const bar = "█".repeat(filled) + "░".repeat(width - filled);
    const counts = `${done.toLocaleString("de-DE")} von ${total.toLocaleString("de-DE")}`;
    terminal.write(`\r${bar} ${counts} ${unit}`);
  };
  const end = (): void => {
    if (drawnAt > 0) terminal.write("\n");
  };
  return { draw, end };
};
