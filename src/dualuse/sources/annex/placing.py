"""Where the items of lists belong: from their marks and how deep they stand to dotted paths.

Lists nest by the page's own boxes where it has them. Where a page puts an inner list beside the outer one, the marks
tell: letters and numbers alternate, and each list counts on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dualuse.sources.annex.words import is_before, is_first, same_kind, successor


@dataclass(slots=True)
class Level:
    """One list that is under way: its last mark, and how deep in the page it stands."""

    mark: str
    depth: int


@dataclass(slots=True)
class Lists:
    """The lists of an entry that are under way, the outermost first."""

    entry: str
    levels: list[Level] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The provision reached last."""
        return ".".join((self.entry, *(level.mark for level in self.levels)))

    def path_at(self, depth: int) -> str:
        """The provision whose box is ``depth`` deep."""
        return ".".join((self.entry, *(level.mark for level in self.levels if level.depth < depth)))

    def fits(self, mark: str, depth: int) -> bool:
        """Whether ``mark`` counts on a list that stands in the box ``depth`` deep."""
        return any(level.depth == depth and successor(level.mark) == mark for level in self.levels)

    def begun(self, depth: int) -> bool:
        """Whether a list stands in that box already."""
        return any(level.depth == depth for level in self.levels)

    def placed(self, mark: str, depth: int) -> bool:
        """Take up an item; whether its place is certain."""
        del self.levels[self._inside(depth) :]
        here = [number for number, level in enumerate(self.levels) if level.depth == depth]
        for number in reversed(here):
            if successor(self.levels[number].mark) == mark:
                return self._put(number, mark, depth)
        if is_first(mark) and not (here and same_kind(self.levels[here[-1]].mark, mark)):
            return self._put(len(self.levels), mark, depth)
        for number in reversed(range(len(self.levels))):  # the page has put it a box too deep
            if successor(self.levels[number].mark) == mark:
                return not self._put(number, mark, self.levels[number].depth)
        alike = [number for number in here if same_kind(self.levels[number].mark, mark)]
        # Marks that an amendment took out leave a gap: in a box with one list that is no doubt.
        certain = not here or (len(here) == 1 and bool(alike) and is_before(self.levels[here[0]].mark, mark))
        self._put(alike[-1] if alike else len(self.levels), mark, depth)
        return certain

    def _inside(self, depth: int) -> int:
        """The first level whose box has been left."""
        return next((at for at, level in enumerate(self.levels) if level.depth > depth), len(self.levels))

    def _put(self, number: int, mark: str, depth: int) -> bool:
        self.levels[number:] = [Level(mark, depth)]
        return True
