"""How long a scene takes to read: what the player sees, the choices, and what follows upon one of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from cxtrain.roleplay.records import Scenario, Scene
from cxtrain.web.bilingual import Bilingual

# Units a minute, in silence. English: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and
# Language 109, 2019. Chinese: our assumption.
RATES = MappingProxyType({"zh": 250, "en": 238})
LONG = 120  # seconds; a play has some six scenes and should take four to seven minutes
UNITS = {  # what counts as one: a Chinese character or a foreign word; an English word
    "zh": re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]|[A-Za-z0-9]+"),
    "en": re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*"),
}


@dataclass(frozen=True)
class ReadingTime:
    """Seconds that a scene takes to read, in each language."""

    zh: float
    en: float


def reading_times(scenario: Scenario) -> dict[str, ReadingTime]:
    """Return the reading time of each scene, in the order of the file."""
    return {name: ReadingTime(_seconds(scene, "zh"), _seconds(scene, "en")) for name, scene in scenario.scenes.items()}


def _seconds(scene: Scene, language: str) -> float:
    """Return the seconds for all that is read: every choice, but the reaction and coaching of one, on average."""
    shown: list[Bilingual | None] = [scene.sees, scene.says, *(choice.say for choice in scene.choices if not choice.is_silence)]
    if scene.ending:
        shown += [scene.ending.title, scene.ending.debrief]
    answers = [text for choice in scene.choices for text in (choice.reaction, choice.coaching)]
    return seconds_for(shown, language) + seconds_for(answers, language) / max(1, len(scene.choices))


def seconds_for(texts: Iterable[Bilingual | None], language: str) -> float:
    """Return the seconds that it takes to read all the texts in a language, "zh" or "en"."""
    return 60 * sum(_units(text, language) for text in texts) / RATES[language]


def _units(text: Bilingual | None, language: str) -> float:
    return float(len(UNITS[language].findall(text.as_dict()[language]))) if text else 0.0
