import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Makes a folder hold exactly these files (name -> text). What is already right is left alone, so that a second run
 *  changes no time stamp and a reader never meets an empty folder. */
export async function keepFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const present = await readdir(folder, { withFileTypes: true });
  for (const [name, text] of files) await keepFile(join(folder, name), text);
  for (const entry of present) if (!files.has(entry.name)) await rm(join(folder, entry.name), { recursive: true });
}

/** Writes a file if its text is not yet this one. A reader sees the old text or the new, never half of it. */
export async function keepFile(path: string, text: string): Promise<void> {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === text) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}
