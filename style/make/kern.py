"""Gives a variable font the kerning of one weight in its middle.

Kerning that varies with the weight is half of the file, and the difference is a tenth of a pixel.
Usage: kern.py VARIABLE.ttf OUT.ttf
"""

import sys

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

font = TTFont(sys.argv[1])
static = instantiateVariableFont(TTFont(sys.argv[1]), {"wght": 540})
font["GPOS"] = static["GPOS"]
font.save(sys.argv[2])
