// Bundles src/ into the folder of static files: node build.mjs FOLDER. The same sources and lock
// give the same bytes. built.json says from what the bundles were made, so that a stale one shows.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2]);
const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/charts.js", "src/drawings.js", "src/network.js", "src/workbench.js"],
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16.4"],
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const packages = new Set(
  Object.keys(result.metafile.inputs)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean),
);
const notice = [...packages].sort().map((name) => {
  const { version } = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json")));
  const text = readFileSync(join(here, "node_modules", name, "LICENSE"), "utf-8").trim();
  return `${name} ${version}\n\n${text.replaceAll("\r\n", "\n")}\n`;
});
writeFileSync(join(folder, "LICENSES.txt"), notice.join(`\n${"-".repeat(72)}\n\n`));

const sources = [
  "build.mjs",
  "package.json",
  "package-lock.json",
  ...readdirSync(join(here, "src")).map((name) => `src/${name}`),
].sort();
const bundles = ["LICENSES.txt", "charts.js", "drawings.js", "network.js", "workbench.js"];
const record = {
  sources: Object.fromEntries(sources.map((name) => [name, hash(join(here, name))])),
  bundles: Object.fromEntries(bundles.map((name) => [name, hash(join(folder, name))])),
};
writeFileSync(join(folder, "built.json"), `${JSON.stringify(record, null, 2)}\n`);
