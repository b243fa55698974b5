#!/bin/sh
# Cuts Schibsted Grotesk (OFL, npm @fontsource-variable/schibsted-grotesk 5.3.0) down to what Swedish
# and English write, weights 400–700, one kerning for all weights, no hinting: 46.8 kB becomes 27.5 kB.
# Needs fonttools and brotli (pip).
# Raise the number in the file names when the result changes: they are cached for a year.
# Usage: style/make/fonts.sh node_modules/@fontsource-variable/schibsted-grotesk/files
set -eu
out="$(dirname "$0")/../../public/fonts"
fonttools varLib.instancer "$1/schibsted-grotesk-latin-wght-normal.woff2" wght=400:700 -o /tmp/schibsted.ttf
python3 "$(dirname "$0")/kern.py" /tmp/schibsted.ttf /tmp/schibsted-kern.ttf
pyftsubset /tmp/schibsted-kern.ttf --flavor=woff2 --no-hinting \
  --layout-features="kern,tnum,ccmp,locl" \
  --unicodes="U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DC,U+2010-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,U+20AC,U+2190-2193,U+2212" \
  --output-file="$out/schibsted-grotesk-1-latin.woff2"
cp "$1/schibsted-grotesk-latin-ext-wght-normal.woff2" "$out/schibsted-grotesk-1-latin-ext.woff2"
