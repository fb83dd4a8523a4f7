"""To what a report is kept: some topics, or only where the texts differ."""

from attrs import evolve, frozen

from cinpolicy.cells import Comparison


@frozen(kw_only=True)
class Narrowing:
    """Topics, with none of them all, and whether what does not differ is left out."""

    topics: tuple[str, ...] = ()
    only_divergent: bool = False

    def of(self, comparison: Comparison) -> Comparison:
        """A comparison on the topics, less the rows in which nothing differs, if so wanted.

        What would differ if a text were read otherwise stays, where that was looked at. The
        counts and the widest differences are the same with and without the rows left out.
        """
        if not self.only_divergent:
            return comparison
        kept = (row for row in comparison.rows if row.divergences or row.under_readings)
        return evolve(comparison, rows=tuple(kept))


WHOLE = Narrowing()
