/** One sample of Prometheus text. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the samples of our own metrics, whose label values hold no quotes; other lines are left out. */
export const readSamples = (text: string): Sample[] =>
  text.split("\n").flatMap((line) => {
    const match = /^([a-z_]+)(?:\{(.*)\})? ([-+.\deE]+)$/.exec(line);
    if (match === null) return [];
    const [, name = "", labels = "", value = ""] = match;
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", label = ""]) => [key, label] as const);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });

export const samplesOf = (samples: readonly Sample[], name: string): Sample[] =>
  samples.filter((sample) => sample.name === name);

export const sumOf = (samples: readonly Sample[], name: string): number =>
  samplesOf(samples, name).reduce((sum, sample) => sum + sample.value, 0);
