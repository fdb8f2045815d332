"""Who the customer is in one play: the file's own, or one of its variants, as the attempt's seed decides.

Variants change whom the player meets and the customer's words, never a condition, an effect or a point.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxtrain.roleplay.outline import Outline
from cxtrain.roleplay.records import Customer, Scenario, Scene
from cxtrain.roleplay.references import UNKNOWN_SCENE
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Fault, fault_at


@dataclass(frozen=True)
class Casting:
    """A customer, and the scenes in which the words are this customer's own."""

    customer: Customer
    says: Mapping[str, Bilingual]

    def words_in(self, scene: Scene) -> Bilingual | None:
        """Return what the customer says in a scene."""
        return self.says.get(scene.id, scene.says)


def part_of(scenario: Scenario, seed: str) -> int:
    """Return which customer a seed gives: 0 the file's own, 1 the first variant, and so on; all are as likely."""
    digest = hmac.new(seed.encode(), b"variant", hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % (1 + len(scenario.variants))


def casting_of(scenario: Scenario, seed: str | None = None) -> Casting:
    """Return the customer that a seed gives; the file's own without a seed."""
    number = part_of(scenario, seed) if seed is not None else 0
    if number == 0:
        return Casting(scenario.customer, {})
    variant = scenario.variants[number - 1]
    return Casting(variant.customer, variant.says)


def variant_faults(outline: Outline) -> Iterator[Fault]:
    """Yield a fault for each scene that a variant speaks in and that the file has not."""
    variants = outline.tree.at(("variants",))
    for at, variant in enumerate(variants if isinstance(variants, list) else []):
        says = variant.get("says") if isinstance(variant, dict) else None
        for name in says if isinstance(says, dict) else {}:
            if name not in outline.scenes:
                place = outline.tree.key_place(("variants", at, "says", name))
                yield fault_at(place, UNKNOWN_SCENE, name=name)
