"""The fonts of a paper: of the package's OpenType fonts, the characters that the paper uses, as a small TrueType font.

TrueType because every reader and every program that takes text out of a PDF understands its encoding, which is not so of CID-keyed outlines.
"""

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

MOST_OFF = 1.0  # of 1,000 units an em: how far a quadratic curve may lie from the cubic one
NEEDLESS = ("CFF ", "VORG", "GSUB", "GPOS", "GDEF", "BASE", "DSIG")


def write_small_font(source, characters, target):
    """Write those of the characters that the font has to `target`."""
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True, name_IDs=["*"]))
    subsetter.populate(text=characters)
    subsetter.subset(font)
    make_truetype(font)
    font.save(target)


def make_truetype(font):
    """Cubic outlines become quadratic ones; what belongs to cubic ones goes."""
    order, glyphs = font.getGlyphOrder(), quadratic(font.getGlyphSet())
    font["loca"], font["glyf"], font["maxp"] = newTable("loca"), newTable("glyf"), largest()
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name in NEEDLESS:
        if name in font:
            del font[name]
    font["glyf"].compile(font)
    for name, glyph in glyphs.items():
        font["hmtx"][name] = font["hmtx"][name][0], getattr(glyph, "xMin", 0)
    font["post"].formatType, font["post"].glyphOrder = 3.0, order
    font.sfntVersion = "\x00\x01\x00\x00"


def quadratic(outlines):
    made = {}
    for name in outlines.keys():  # noqa: SIM118  it is no mapping
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MOST_OFF, reverse_direction=True))
        made[name] = pen.glyph()
    return made


def largest():
    """The table of a TrueType font without instructions; the numbers of points are filled in when it is compiled."""
    table = newTable("maxp")
    table.tableVersion, table.maxZones = 0x00010000, 1
    for name in (
        "TwilightPoints",
        "Storage",
        "FunctionDefs",
        "InstructionDefs",
        "StackElements",
        "SizeOfInstructions",
        "ComponentElements",
    ):
        setattr(table, f"max{name}", 0)
    return table
