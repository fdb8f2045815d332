"""A row of tabs over pages that belong together: what is in it, and for whom. Pure."""

from dataclasses import dataclass

from cxtrain.people.permissions import Can


@dataclass(frozen=True)
class Tab:
    """One word of the row: where it leads, and what one must be able to do to see it."""

    label: str
    endpoint: str
    can: Can
    more: tuple[str, ...] = ()  # blueprints, besides the endpoint's own, whose pages light the word up

    def holds(self, blueprint: str | None) -> bool:
        """Return whether a page of `blueprint` belongs under this word."""
        return blueprint in (self.endpoint.split(".")[0], *self.more)
