// Makes public/icons.svg from Lucide (ISC, npm lucide-static 1.62.0): only the icons named here.
// The names are also `ui::icon::Glyph`; a test compares the two.
// Usage: node style/make/icons.mjs node_modules/lucide-static/icons
import { readFileSync, writeFileSync } from "node:fs";

const names = `arrow-down arrow-left arrow-right arrow-up arrow-up-down at-sign bell building-2 calendar check chevron-down circle-alert
circle-check circle-help clock command copy download ellipsis eye eye-off folder globe info link-2 list-checks lock log-out mail map menu message-square
pencil phone plus printer qr-code receipt refresh-cw scan-search search settings sliders-horizontal star trash-2 triangle-alert
user-round user-round-plus users users-round wifi-off x`.split(/\s+/);

const folder = process.argv[2];
const symbol = (name) => {
  const svg = readFileSync(`${folder}/${name}.svg`, "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").replace(/ ?(\/?>) ?/g, "$1").trim()}</symbol>`;
};
const out = new URL("../../public/icons.svg", import.meta.url);
writeFileSync(out, `<svg xmlns="http://www.w3.org/2000/svg">\n${names.map(symbol).join("\n")}\n</svg>\n`);
