"""The colours of certificates: lines drawn beneath the text, and the ink of the text. Pure."""

from dataclasses import dataclass

from cxtrain.web.bilingual import N_


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb. Inks of text stand on white at 4.5:1 or better; a test says so."""

    name: str  # in English for the catalogue
    main: str  # bands and rosettes
    second: str  # rules and hearts of rosettes
    title: str  # ink of the title
    words: str  # ink of the English title and the level
    veil: str  # the large rosette behind the text, faint


PALETTES = {
    "teal": Palette(N_("Teal and brass"), "#0f5f58", "#a98543", "#0b4f49", "#85652a", "#e6efed"),
    "ink": Palette(N_("Ink blue and gold"), "#1f3a68", "#b08d45", "#182f56", "#85652a", "#e8ecf3"),
    "cinnabar": Palette(N_("Cinnabar and gold"), "#9b2d24", "#b5924a", "#8a221b", "#85652a", "#f6eae7"),
    "pine": Palette(N_("Pine and bronze"), "#2b5b34", "#9a7b3f", "#214a29", "#7a5f28", "#e9f0e9"),
    "plum": Palette(N_("Plum and gold"), "#5d2a58", "#b08d45", "#4e2049", "#85652a", "#f1e9f0"),
    "slate": Palette(N_("Slate and silver"), "#3b4650", "#8b929a", "#2a333b", "#5a636b", "#edeff1"),
}
