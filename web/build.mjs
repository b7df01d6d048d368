// Bundles what the pages need from npm into quoth/serve/static/vendored, with a manifest and the licences; `make web` calls it.
//
// The same package-lock.json gives the same bytes. Nothing of ours is bundled: our modules are served as they are written.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = new URL("../quoth/serve/static/vendored/", import.meta.url);
const HERE = new URL("./", import.meta.url);
const BUNDLES = ["graph", "layout", "editor"];

function packageOf(input) {
  const parts = input.split("node_modules/").pop().split("/");
  return parts[0].startsWith("@") ? `${parts[0]}/${parts[1]}` : parts[0];
}

function described(name) {
  const { version, license } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, HERE), "utf8"));
  return { name, version, license };
}

function licence(name) {
  const folder = new URL(`node_modules/${name}/`, HERE);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence`);
  return readFileSync(new URL(file, folder), "utf8").trim();
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

const files = {};
const used = new Map();
for (const bundle of BUNDLES) {
  const made = await build({
    absWorkingDir: new URL(".", HERE).pathname,
    entryPoints: [`src/${bundle}.js`],
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    banner: { js: "/* Bundled from npm by `make web`; LICENSES.txt in this folder has the licences. */" },
    metafile: true,
    write: false,
  });
  const body = made.outputFiles[0].contents;
  const [output] = Object.values(made.metafile.outputs);
  const names = new Set(
    Object.entries(output.inputs)
      .filter(([input, { bytesInOutput }]) => input.includes("node_modules/") && bytesInOutput > 0)
      .map(([input]) => packageOf(input)),
  );
  const packages = [...names].sort().map(described);
  packages.forEach((found) => used.set(found.name, found));
  writeFileSync(new URL(`${bundle}.js`, OUT), body);
  files[`${bundle}.js`] = { bytes: body.length, sha256: createHash("sha256").update(body).digest("hex"), packages };
}

writeFileSync(new URL("manifest.json", OUT), `${JSON.stringify({ files }, null, 2)}\n`);
const texts = [...used.values()]
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(({ name, version, license }) => `${name} ${version} (${license})\n\n${licence(name)}\n`);
writeFileSync(new URL("LICENSES.txt", OUT), texts.join(`\n${"-".repeat(80)}\n\n`));
