"""Plans to try things on: the real ones of a folder, and plausible ones made from a seed."""

from goodoffices.samples.documents import Document, as_document, written
from goodoffices.samples.plausible import plausible
from goodoffices.samples.recorded import Recorded, recorded

__all__ = ["Document", "Recorded", "as_document", "plausible", "recorded", "written"]
