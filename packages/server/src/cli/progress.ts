import { Presets, SingleBar } from "cli-progress";

/** A progress bar on stderr that shows only when the work takes longer than a second. */
export function progressBar(what: string): (done: number, total: number) => void {
  const start = performance.now();
  let bar: SingleBar | undefined;
  return (done, total) => {
    if (bar === undefined && performance.now() - start < 1000) return;
    bar ??= startBar(what, total);
    bar.setTotal(total);
    bar.update(done);
    if (done >= total) bar.stop();
  };
}

function startBar(what: string, total: number): SingleBar {
  const bar = new SingleBar({ format: `{bar} {percentage}% {value}/{total} ${what}`, clearOnComplete: true, noTTYOutput: false, stream: process.stderr }, Presets.shades_classic);
  bar.start(total, 0);
  return bar;
}
