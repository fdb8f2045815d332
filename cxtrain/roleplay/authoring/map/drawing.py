"""What a map of scenes shows and where: plain records for templates/roleplay/map.html. Pure.

Lengths are SVG user units (one CSS pixel at natural size); y grows downwards.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A scene, or the ghost of one that is missing. `x` and `y` are its upper left corner; layers count from 0."""

    id: str
    x: int
    y: int
    width: int
    height: int
    layer: int
    is_missing: bool
    is_reached: bool  # from the first scene

    @property
    def centre(self) -> int:
        """Where its middle lies from side to side."""
        return self.x + self.width // 2

    @property
    def right(self) -> int:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Where it ends below."""
        return self.y + self.height


@dataclass(frozen=True)
class Line:
    """All choices that lead from one scene to another. `d` is an SVG path from border to border."""

    source: str
    target: str
    d: str
    is_back: bool  # it leads up, or to the scene itself
    count: int  # of ways on, at least 1


@dataclass(frozen=True)
class Band:
    """Where the scenes lie that no choice leads to, over the whole width."""

    y: int
    height: int


@dataclass(frozen=True)
class Map:
    """A story as a drawing. Boxes stand in the order in which one reads them: by layer, then from left to right."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    band: Band | None
