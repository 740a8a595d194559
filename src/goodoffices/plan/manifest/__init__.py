"""A packing list as items of a plan: its lines of goods in the plan's own words, and every row that is none with the reason."""

from goodoffices.plan.manifest.model import LeftOut, Line, Manifest, Wishes
from goodoffices.plan.manifest.read import read_manifest
from goodoffices.plan.manifest.writing import Existing, with_items

__all__ = ["Existing", "LeftOut", "Line", "Manifest", "Wishes", "read_manifest", "with_items"]
