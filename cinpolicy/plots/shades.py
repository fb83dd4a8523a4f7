"""The shades of a scale from pale to deep, and in what colour to write on each."""

from matplotlib.colors import to_rgb

from cinpolicy.plots.look import COLOURS, INK

WHITE = "#FFFFFF"
PALEST, DEEPEST = 0.08, 1.0
"""How much of the blue there is in the first date and in the latest."""
ENOUGH = 4.5
"""The contrast that the guidelines ask of letters."""
Colour = tuple[float, float, float]


def shade(later: int, widest: int) -> Colour:
    """The blue of a date so many days later than the first, where ``widest`` is the deepest."""
    depth = later / widest if widest else 0.0
    share = PALEST * (1 - depth) + DEEPEST * depth
    red, green, blue = (1 - share + part * share for part in to_rgb(COLOURS[0]))
    return red, green, blue


def ink_on(ground: Colour) -> str:
    """White where it stands out enough, otherwise black, which then does."""
    return WHITE if contrast(to_rgb(WHITE), ground) >= ENOUGH else INK


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours as the guidelines for accessible pages (WCAG) count it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    """How light a colour is, from 0 (black) to 1 (white)."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    linear: float = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return linear
