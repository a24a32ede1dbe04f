"""The figures of speed, weight and scale: each a ratio of two things measured in turn, or a size.

Machines differ and are noisy; a ratio of medians measured A B A B in one run is not. Every figure
names its goal; `flask --app app bench` prints the table and writes it as JSON.
"""

from portal.bench.figures import Figure, Goal, Size
from portal.bench.running import FIGURES, run

__all__ = ["FIGURES", "Figure", "Goal", "Size", "run"]
