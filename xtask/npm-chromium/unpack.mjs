// Unpacks the Chromium of @sparticuz/chromium into this folder, as `chromium`. The package's own way
// puts it into /tmp and brings its libraries only on Amazon's machines; the program itself runs anywhere.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const packed = 'node_modules/@sparticuz/chromium/bin';

async function decompress(name, to) {
  const out = createWriteStream(to, { mode: 0o755 });
  await pipeline(createReadStream(`${packed}/${name}`), createBrotliDecompress(), out);
}

async function unpack(name, folder) {
  mkdirSync(folder, { recursive: true });
  await decompress(name, 'archive.tar');
  const tar = spawnSync('tar', ['-xf', 'archive.tar', '-C', folder], { stdio: 'inherit' });
  rmSync('archive.tar');
  if (tar.status !== 0) process.exit(1);
}

mkdirSync('program', { recursive: true });
await decompress('chromium.br', 'program/chromium');
await unpack('swiftshader.tar.br', 'program');
await unpack('fonts.tar.br', 'fonts');
await unpack('al2023.tar.br', 'libraries');
writeFileSync(
  'chromium',
  `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
# The libraries and fonts of a desktop, only where the machine has none.
if ! "$here/program/chromium" --version >/dev/null 2>&1; then
  export LD_LIBRARY_PATH="$here/libraries/lib"
fi
if ! [ -d /etc/fonts ]; then
  export XDG_DATA_HOME="$here/fonts"
fi
exec "$here/program/chromium" "$@"
`,
  { mode: 0o755 },
);
rmSync('node_modules', { recursive: true });
