"""The item analysis of a scenario as tables for a spreadsheet. Pure."""

from collections.abc import Callable, Sequence

from cxtrain.roleplay.coverage.items import STEPS, SceneItem, points_of
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.cells import Value
from cxtrain.web.verdicts import facility_said, separation_said

SCENE_HEAD = (
    N_("Scene"), N_("Text"), N_("People"), N_("n"), N_("Facility, %"), N_("How hard"), N_("SD, % of the most"),
    N_("Discrimination"), N_("It tells apart"), N_("Efficiency, %"))
CHOICE_HEAD = (
    N_("Scene"), N_("Choice"), N_("Text"), N_("Points"), N_("Chosen"), N_("Share, %"), N_("Low"), N_("High"),
    N_("Upper third, %"), N_("Lower third, %"), N_("Correlation with the rest"))
Said = Callable[[Bilingual | None], str]
Told = Callable[[str], str]


def scene_rows(items: Sequence[SceneItem], said: Said, told: Told) -> list[tuple[Value, ...]]:
    """Return a row for each scene, with a header; cells of a scene that may not be shown are empty."""
    return [tuple(map(told, SCENE_HEAD)), *((each.scene.id, said(each.scene.says), *_figures(each, told)) for each in items)]


def _figures(figures: SceneItem, told: Told) -> tuple[Value, ...]:
    item = figures.item
    if item is None:
        return (None,) * 8
    hard = facility_said(item)
    return (figures.people, item.n, item.facility, told(hard) if hard else "", item.sd, item.discrimination,
            told(separation_said(item)), item.efficiency)


def choice_rows(items: Sequence[SceneItem], said: Said, told: Told) -> list[tuple[Value, ...]]:
    """Return a row for each choice of each scene that may be shown, with a header."""
    rows: list[tuple[Value, ...]] = [tuple(map(told, CHOICE_HEAD))]
    for figures in items:
        table = figures.options
        for choice, option in zip(figures.scene.choices, table.options if table else (), strict=False):
            ends = (100 * option.interval.low, 100 * option.interval.high) if option.interval else (None, None)
            thirds = (_percent(option.upper, table.upper), _percent(option.lower, table.lower)) if table else (None, None)
            shown = thirds if figures.has_thirds else (None, None)
            rows.append((figures.scene.id, choice.id, said(choice.say), points_of(choice) / STEPS, option.chosen,
                         100 * (option.share or 0.0), *ends, *shown, option.correlation))
    return rows


def _percent(part: int | None, whole: int | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None
