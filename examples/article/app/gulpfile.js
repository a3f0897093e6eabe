// Builds static_final/ from media/. With --production, the output is minified.

const { mkdir, readFile, readdir, rm, writeFile } = require("node:fs/promises");
const path = require("node:path");

const CleanCSS = require("clean-css");
const gulp = require("gulp");
const terser = require("terser");

const OUT = "static_final";
const production = process.argv.includes("--production");

async function clean() {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT);
}

// One file from media/css/site.css and all that it imports.
async function styles() {
  const { styles: css } = await new CleanCSS({
    format: production ? false : "beautify",
    returnPromise: true,
  }).minify(["media/css/site.css"]);
  await writeFile(path.join(OUT, "site.css"), css);
}

// One file from all of media/js, in the order of the names.
async function scripts() {
  const sources = {};
  for (const name of (await readdir("media/js")).sort()) {
    sources[name] = await readFile(path.join("media/js", name), "utf8");
  }
  const { code } = await terser.minify(sources, {
    compress: production,
    mangle: production,
    format: { beautify: !production },
  });
  await writeFile(path.join(OUT, "site.js"), code);
}

function images() {
  // encoding: gulp would otherwise read images as UTF-8 text, which only suits SVG.
  return gulp.src("media/img/*", { encoding: false }).pipe(gulp.dest(`${OUT}/img`));
}

exports.build = gulp.series(clean, gulp.parallel(styles, scripts, images));
exports.default = exports.build;
